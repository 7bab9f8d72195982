using System.Diagnostics;
using System.Globalization;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Verification;

/// <summary>
/// Verifies a pair again and again while it is written to. It takes minutes, so it runs when it is asked for:
/// <c>-explicit only -class '*CleanRunsCampaign'</c>. MYSQL_REPLICATION_TEST_CLEAN_RUNS says how often; 100 times if it does not.
/// </summary>
public sealed class CleanRunsCampaign
{
    [Theory(Explicit = true)]
    [InlineData(TestServer.MySql97, Positioning.Gtid)]
    [InlineData(TestServer.MySql97, Positioning.File)]
    [InlineData(TestServer.MySql56, Positioning.Gtid)]
    [InlineData(TestServer.MariaDb1011, Positioning.Gtid)]
    [InlineData(TestServer.MariaDb1011, Positioning.File)]
    public async Task A_pair_that_is_written_to_is_never_called_different(string server, Positioning positioning)
    {
        await using var sandbox = new Sandbox();
        var settings = new TestPlace(EngineKind.Process, server).SettingsOrSkip(sandbox) with { Positioning = positioning, Verify = VerifyLevel.Full };
        var topology = await sandbox.StartAsync(settings);
        var runs = int.Parse(Environment.GetEnvironmentVariable("MYSQL_REPLICATION_TEST_CLEAN_RUNS") ?? "100", CultureInfo.InvariantCulture);
        var start = Stopwatch.GetTimestamp();
        var detail = "";

        await WriteLoad.WhileAsync(topology.Servers[0], async () =>
        {
            for (var run = 0; run < runs; run++)
            {
                var report = await topology.VerifySyncAsync(TestContext.Current.CancellationToken);
                Assert.True(report.IsInSync, $"run {run + 1}: {string.Join('\n', report.Replicas[0].Problems)}");
                detail = report.Replicas[0].Layers[^1].Detail;
            }
        });

        TestContext.Current.SendDiagnosticMessage($"{server} {positioning}: {runs} runs, none called different, in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s; the last: {detail}");
    }
}
