using Cake.MySqlReplication.IntegrationTests.Verification;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Campaigns;

/// <summary>Verifies again and again, by <c>--verify=full</c>, a pair that is in sync and written to all the time.</summary>
public sealed class CleanRunCampaign
{
    [Fact(Explicit = true)]
    public Task MySql97_is_never_called_different() => RunAsync(new MutationsOfMySql97());

    [Fact(Explicit = true)]
    public Task MySql56_is_never_called_different() => RunAsync(new MutationsOfMySql56());

    [Fact(Explicit = true)]
    public Task MariaDb1011_is_never_called_different() => RunAsync(new MutationsOfMariaDb1011());

    private static async Task RunAsync(MutationFixture fixture)
    {
        await using var pair = fixture;
        await pair.InitializeAsync();
        Assert.SkipWhen(pair.Obstacle is not null, pair.Obstacle ?? "");
        var (runs, flagged, durations) = (Campaign.Rounds(100), new List<string>(), new List<double>());

        var writes = await WriteLoad.DuringAsync(pair.Source, runs, async () =>
        {
            var start = TimeProvider.System.GetTimestamp();
            var report = await pair.Topology.VerifySyncAsync(TestContext.Current.CancellationToken);
            durations.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            flagged.AddRange(report.Replicas.SelectMany(replica => replica.Problems));
        });

        Campaign.Report(
            "clean-runs",
            ("server", pair.Server), ("runs", runs), ("falsely flagged", flagged.Count), ("writes meanwhile", writes), ("one run, ms", Campaign.Spread(durations)));
        Assert.Empty(flagged);
    }
}
