using Cake.MySqlReplication.Reporting;
using Cake.MySqlReplication.Reporting.Documents;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Cake.MySqlReplication.Verification;
using Xunit;

namespace Cake.MySqlReplication.Tests.Reporting.Documents;

public sealed class ReportBuilderTests : IDisposable
{
    private static readonly ReplicationSettings Settings = new() { Name = "orders" };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_nobody_looked_at_is_unknown_and_not_verified()
    {
        var report = Build(status: null);

        Assert.Equal((Verdict.NotVerified, "pair"), (report.Verdict, report.Shape));
        Assert.All(report.Servers, server => Assert.Equal(Health.Unknown, server.Health));
        Assert.All(report.Links, link => Assert.Equal((Health.Unknown, ""), (link.Health, link.Receiver)));
    }

    [Fact]
    public void A_verification_counts_until_something_is_seen_that_is_worse()
    {
        Verify(Reports.Of(Reports.Replica));

        Assert.Equal((Verdict.InSync, 16.5), (Build(status: null).Verdict, Build(status: null).Links[0].LagMilliseconds));
        Assert.Equal(Verdict.InSync, Build(Seen("Yes")).Verdict);
        Assert.Equal(Verdict.NotInSync, Build(Seen("No")).Verdict);
        Assert.Equal(Verdict.NotInSync, Build(Seen("Yes", silence: "It does not answer.")).Verdict);
        Assert.Equal(Verdict.Failed, Build(Seen("Yes"), "It failed.").Verdict);
    }

    [Fact]
    public void A_verdict_that_is_bad_is_told_before_the_error_that_it_led_to()
    {
        Verify(Reports.Of(Reports.Replica with { Problems = ["A table is missing."] }));

        var report = Build(Seen("Yes"), "orders is not in sync");

        Assert.Equal((Verdict.NotInSync, Health.Bad), (report.Verdict, report.Links[0].Health));
    }

    [Theory]
    [InlineData("{ half")]
    [InlineData("[]")]
    [InlineData("""{"report": {"another version's": 1}}""")]
    public void A_damaged_result_is_none(string text)
    {
        _folder.Write(text, "mysql-replication.json");
        _folder.Write(text, "mysql-replication.diagnosis.json");

        var report = Build(status: null);

        Assert.Null(report.Verification);
        Assert.Null(report.Diagnosis);
    }

    private RunReport Build(StatusReport? status, string? failure = null) =>
        ReportBuilder.Build(_folder.Paths, Some.Topology(_folder.Paths, Settings), status, [], failure, Settings, DateTimeOffset.UtcNow);

    private void Verify(SyncReport report) => ResultFiles.Write(_folder.Paths, "orders", [], report);

    private static StatusReport Seen(string applier, string? silence = null) => new()
    {
        Name = "orders",
        DurationMilliseconds = 3,
        Servers =
        [
            new ServerStatus { Name = "master", Role = ServerRole.Source, Endpoint = "127.0.0.1:3307", Version = "MySQL 9.7.4", Silence = silence },
            new ServerStatus
            {
                Name = "slave", Role = ServerRole.Replica, Endpoint = "127.0.0.1:3308", Version = "MySQL 9.7.4",
                Replication = [new LinkStatus { Source = "master", Receiver = "Yes", Applier = applier, ReceivedPosition = "", AppliedPosition = "" }],
            },
        ],
    };
}
