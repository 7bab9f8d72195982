using System.Globalization;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Promotions;

/// <summary>
/// Kills the source again and again while it is written to. It takes long, so it runs when it is asked for:
/// <c>-explicit only -class '*FailoverCampaign'</c>. MYSQL_REPLICATION_TEST_KILLS says how often; 50 times if it does not.
/// </summary>
public sealed class FailoverCampaign
{
    // Replicas of a new source connect in less; the replication account is created before there is one.
    private const string AcknowledgementTimeout = "10000";

    [Theory(Explicit = true)]
    [InlineData(TestServer.MySql97, "source", "replica")]
    [InlineData(TestServer.MariaDb1011, "master", "slave")]
    public async Task No_row_that_a_semi_synchronous_source_acknowledged_is_lost_by_killing_it(string server, string source, string replica)
    {
        var place = new TestPlace(EngineKind.Process, server);
        await using var sandbox = new Sandbox();
        List<ServerOption> options =
        [
            // Where a plugin has them, they are unknown while a data directory is made.
            new($"loose-rpl_semi_sync_{source}_enabled", "1"), new($"loose-rpl_semi_sync_{replica}_enabled", "1"),
            new($"loose-rpl_semi_sync_{source}_timeout", AcknowledgementTimeout), new($"loose-rpl_semi_sync_{source}_wait_point", "AFTER_SYNC"),
        ];
        if (server == TestServer.MySql97)
            options.InsertRange(0, [new("plugin-load-add", "semisync_source.so"), new("plugin-load-add", "semisync_replica.so")]);
        var settings = Sandbox.WithOwnPorts(place.SettingsOrSkip(sandbox) with { Replicas = 2, ServerOptions = options });
        var topology = await sandbox.StartAsync(settings);
        var kills = int.Parse(Environment.GetEnvironmentVariable("MYSQL_REPLICATION_TEST_KILLS") ?? "50", CultureInfo.InvariantCulture);
        var all = new HashSet<int>();
        List<double> holds = [], durations = [];
        var (lost, unsent) = (0, 0);

        for (var kill = 0; kill < kills; kill++)
        {
            PromotionReport report;
            await using (var writers = await Writers.StartAsync(topology, count: 4))
            {
                await writers.MoreAsync(100 + Random.Shared.Next(100));
                Assert.Equal("ON", await Client.ColumnAsync(topology.Servers[0], $"SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_{source}_status'", "Value"));
                await place.Probe(sandbox).KillAsync(topology.Servers[0].Name);
                report = await topology.PromoteAsync(TestContext.Current.CancellationToken);
                await writers.MoreAsync(10);
                all.UnionWith(await writers.StopAsync());
            }

            Assert.Equal(PromotionKind.Failover, report.Kind);
            lost += await Writers.LostAsync(all, topology.Servers[0]);
            holds.Add(report.HoldMilliseconds!.Value);
            durations.Add(report.DurationMilliseconds);
            if (report.Problems.Count > 0)
            {
                unsent++;
                var problems = string.Join('\n', report.Problems);
                Assert.True(
                    report.Problems.Count == 1 && problems.StartsWith($"{report.OldSource}: It has transactions that {report.NewSource}, the new source, has not", StringComparison.Ordinal),
                    $"{lost} of {all.Count} acknowledged rows lost\n{problems}\n{sandbox.Context.LogText}");
                await place.Probe(sandbox).KillAsync(report.OldSource);
                Directory.Delete(Path.Combine(sandbox.Base, report.OldSource, "data"), recursive: true);
            }

            topology = await sandbox.StartAsync(settings);
            TestContext.Current.SendDiagnosticMessage($"{server}: kill {kill + 1}: {lost} of {all.Count} acknowledged rows lost, nobody could write for {holds[^1]} ms, all of it {durations[^1]} ms");
        }

        TestContext.Current.SendDiagnosticMessage(
            $"{server}: {kills} kills: {lost} of {all.Count} acknowledged rows lost; {unsent} times the dead source alone had transactions, acknowledged to nobody; " +
            $"nobody could write for {Spread(holds)} ms, all of it {Spread(durations)} ms");
        Assert.Equal(0, lost);
    }

    private static string Spread(List<double> values)
    {
        var sorted = values.Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Count / 2]:0} ({sorted[0]:0} to {sorted[^1]:0})");
    }
}
