using Cake.MySqlReplication.IntegrationTests.Promotions;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Campaigns;

/// <summary>Kills the source again and again while it is written to.</summary>
public sealed class FailoverCampaign
{
    [Theory(Explicit = true)]
    [MemberData(nameof(Campaign.AsProcesses), MemberType = typeof(Campaign))]
    public async Task No_row_that_a_semi_synchronous_source_acknowledged_is_lost_by_killing_it(string name)
    {
        var place = TestPlace.Named(name);
        await using var sandbox = new Sandbox();
        var settings = Sandbox.WithOwnPorts(place.SettingsOrSkip(sandbox) with { Replicas = 2, SemiSync = true });
        RunningTopology topology;
        try
        {
            topology = await sandbox.StartAsync(settings);
        }
        catch (MySqlReplicationException failure) when (failure.Message.Contains("Can't open shared library", StringComparison.Ordinal))
        {
            // The package of MySQL 5.6 that tests use comes without plugins.
            await sandbox.Open(settings).TeardownAsync(TestContext.Current.CancellationToken);
            settings = settings with { SemiSync = false };
            topology = await sandbox.StartAsync(settings);
        }

        var acknowledged = new HashSet<int>();
        List<double> holds = [], durations = [];
        var (kills, lost, told, unsent) = (Campaign.Rounds(50), 0, 0, 0);

        for (var kill = 1; kill <= kills; kill++)
        {
            PromotionReport report;
            await using (var writers = await Writers.StartAsync(topology, count: 4))
            {
                await writers.MoreAsync(100 + Random.Shared.Next(100));
                if (settings.SemiSync)
                    Assert.Equal("ON", await Client.ColumnAsync(topology.Servers[0], $"SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_{(place.Server == TestServer.MySql97 ? "source" : "master")}_status'", "Value"));
                await place.Probe(sandbox).KillAsync(topology.Servers[0].Name);
                report = await topology.PromoteAsync(TestContext.Current.CancellationToken);
                await writers.MoreAsync(10);
                acknowledged.UnionWith(await writers.StopAsync());
            }

            Assert.Equal(PromotionKind.Failover, report.Kind);
            if (!settings.SemiSync)
                told += await ForgetWhatWasToldAsync(acknowledged, report, topology.Servers[0]);
            holds.Add(report.HoldMilliseconds!.Value);
            durations.Add(report.DurationMilliseconds);
            if (report.Problems.Count > 0)
            {
                unsent++;
                var problem = Assert.Single(report.Problems);
                Assert.StartsWith($"{report.OldSource}: It has transactions that {report.NewSource}, the new source, has not", problem, StringComparison.Ordinal);
                await place.Probe(sandbox).KillAsync(report.OldSource);
                Directory.Delete(Path.Combine(sandbox.Base, report.OldSource, "data"), recursive: true);
            }

            topology = await sandbox.StartAsync(settings);
            foreach (var server in topology.Servers)
                lost += (await Writers.LostAsync(acknowledged, server)).Count;
            TestContext.Current.SendDiagnosticMessage($"{name}: kill {kill}: {lost} of {acknowledged.Count} acknowledged rows lost, nobody could write for {holds[^1]} ms");
            if (lost > 0)
                break;
        }

        Campaign.Report(
            "failover",
            ("place", name), ("semi-sync", settings.SemiSync ? "on" : "off: this package has no plugin"), ("kills", holds.Count), ("acknowledged rows", acknowledged.Count), ("of them missing on any of the 3 servers", lost),
            ("without semi-sync, told as not saved", told), ("times the dead source had what nobody was acknowledged", unsent), ("nobody could write, ms", Campaign.Spread(holds)), ("all of it, ms", Campaign.Spread(durations)));
        Assert.Equal(0, lost);
    }

    /// <summary>Without semi-synchronous replication rows may be lost that were acknowledged, but never without being told.</summary>
    private static async Task<int> ForgetWhatWasToldAsync(HashSet<int> acknowledged, PromotionReport report, RunningServer source)
    {
        var lost = await Writers.LostAsync(acknowledged, source);
        if (!string.IsNullOrEmpty(report.NotSaved))
            acknowledged.ExceptWith(lost);
        return string.IsNullOrEmpty(report.NotSaved) ? 0 : lost.Count;
    }
}
