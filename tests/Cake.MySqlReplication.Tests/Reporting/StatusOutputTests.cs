using System.Text.Json.Nodes;
using Cake.MySqlReplication.Reporting;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Cake.MySqlReplication.Verification;
using Xunit;

namespace Cake.MySqlReplication.Tests.Reporting;

public sealed class StatusOutputTests
{
    private static readonly LinkStatus Link = new()
    {
        Source = "master", Receiver = "Yes", Applier = "Yes", ReceivedPosition = "mysql-bin.000001:900", AppliedPosition = "mysql-bin.000001:900",
        LagMilliseconds = 12.34, SecondsBehind = 0,
    };

    private static readonly ServerStatus Source = new()
    {
        Name = "master", Role = ServerRole.Source, Endpoint = "127.0.0.1:3307", Version = "MySQL 9.7.4", IsReadOnly = false, Position = "mysql-bin.000001:900", Gtids = "u:1-7",
    };

    private static readonly ServerStatus Replica = new()
    {
        Name = "slave", Role = ServerRole.Replica, Endpoint = "127.0.0.1:3308", Version = "MySQL 9.7.4", IsReadOnly = true, Position = "mysql-bin.000002:157", Replication = [Link],
    };

    [Fact]
    public void A_status_is_a_table_whose_columns_are_as_wide_as_they_need() =>
        Assert.Equal(
            [
                "server  role     address         version      writes   from    receiver  applier  lag            position",
                "master  source   127.0.0.1:3307  MySQL 9.7.4  taken                                              mysql-bin.000001:900",
                "slave   replica  127.0.0.1:3308  MySQL 9.7.4  refused  master  Yes       Yes      12.3 ms (0 s)  mysql-bin.000002:157",
                "master: GTIDs u:1-7",
            ],
            StatusOutput.Lines(Of(Source, Replica)));

    [Fact]
    public void A_server_that_does_not_answer_is_in_the_table_and_why_is_below_it()
    {
        var lines = StatusOutput.Lines(Of(Source, Replica with { Silence = "Connection refused." })).ToList();

        Assert.Equal("slave   replica  127.0.0.1:3308  MySQL 9.7.4  no answer", lines[2]);
        Assert.Equal("slave: Connection refused.", lines[^1]);
    }

    [Fact]
    public void A_replica_of_two_sources_has_a_line_for_each_and_what_is_unknown_is_called_unknown()
    {
        var broken = Link with { Source = "master2", Applier = "No", LagMilliseconds = null, SecondsBehind = null, Problem = "The applier stopped." };

        var lines = StatusOutput.Lines(Of(Source, Replica with { Replication = [Link, broken] })).ToList();

        Assert.Contains("  master   Yes       Yes      12.3 ms (0 s)  ", lines[2], StringComparison.Ordinal);
        Assert.Contains("  master2  Yes       No       unknown        ", lines[3], StringComparison.Ordinal);
        Assert.Equal("slave: The applier stopped.", lines[^1]);
    }

    [Fact]
    public void Programs_find_the_same_in_a_file()
    {
        using var folder = new TemporaryFolder();
        var paths = folder.Paths;
        File.WriteAllText(paths.StateFile, "{}");

        StatusOutput.Write(paths, Of(Source, Replica));

        var servers = JsonNode.Parse(File.ReadAllBytes(paths.StatusFile))!["servers"]!;
        Assert.Equal("Source", servers[0]!["role"]!.GetValue<string>());
        Assert.True(servers[1]!["isReadOnly"]!.GetValue<bool>());
        Assert.Equal(12.34, servers[1]!["replication"]![0]!["lagMilliseconds"]!.GetValue<double>());
    }

    [Fact]
    public void Of_a_topology_that_was_torn_down_meanwhile_no_file_is_left()
    {
        using var folder = new TemporaryFolder();
        var paths = folder.Paths;
        Directory.CreateDirectory(paths.Base);

        StatusOutput.Write(paths, Of(Source, Replica));

        Assert.Empty(Directory.GetFiles(paths.Base));
        Directory.Delete(paths.Base);
        StatusOutput.Write(paths, Of(Source, Replica));
        Assert.False(Directory.Exists(paths.Base));
        Directory.CreateDirectory(paths.Base);
    }

    private static StatusReport Of(params ServerStatus[] servers) => new() { Name = "orders", Servers = servers, DurationMilliseconds = 5 };
}
