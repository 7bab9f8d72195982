using Cake.MySqlReplication.IntegrationTests.Promotions;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Campaigns;

/// <summary>Changes the source again and again while it is written to, and measures how long writers are held.</summary>
public sealed class SwitchoverCampaign
{
    public static TheoryData<string, Positioning> All =>
        new(Campaign.Everywhere.SelectMany(place => new[] { Positioning.Gtid, Positioning.File }.Select(positioning => (place.Data, positioning))));

    [Theory(Explicit = true)]
    [MemberData(nameof(All))]
    public async Task Switchovers_under_load_lose_no_acknowledged_row(string name, Positioning positioning)
    {
        await using var sandbox = new Sandbox();
        var settings = Sandbox.WithOwnPorts(TestPlace.Named(name).SettingsOrSkip(sandbox) with { Replicas = 2, Positioning = positioning });
        var topology = await sandbox.StartAsync(settings);
        var acknowledged = new HashSet<int>();
        List<double> holds = [], durations = [];
        var (rounds, lost) = (Campaign.Rounds(20), 0);

        for (var round = 0; round < rounds; round++)
        {
            await using var writers = await Writers.StartAsync(topology, count: 4);
            await writers.MoreAsync(100);
            var report = await topology.PromoteAsync(TestContext.Current.CancellationToken);
            await writers.MoreAsync(100);
            acknowledged.UnionWith(await writers.StopAsync());
            Assert.Equal(PromotionKind.Switchover, report.Kind);
            Assert.Empty(report.Problems);
            holds.Add(report.HoldMilliseconds!.Value);
            durations.Add(report.DurationMilliseconds);

            (await topology.VerifySyncAsync(TestContext.Current.CancellationToken)).ThrowUnlessInSync();
            foreach (var server in topology.Servers)
                lost += (await Writers.LostAsync(acknowledged, server)).Count;
        }

        Campaign.Report(
            "switchover",
            ("place", name), ("by", positioning), ("switchovers", rounds), ("acknowledged rows", acknowledged.Count), ("of them missing on any of the 3 servers", lost),
            ("writers held, ms", Campaign.Spread(holds)), ("all of it, ms", Campaign.Spread(durations)));
        Assert.Equal(0, lost);
    }
}
