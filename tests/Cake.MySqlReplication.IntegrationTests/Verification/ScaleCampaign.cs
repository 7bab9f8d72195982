using System.Globalization;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Verification;

/// <summary>
/// Verifies much. It takes minutes and gigabytes, so it runs when it is asked for: <c>-explicit only -class '*ScaleCampaign'</c>.
/// MYSQL_REPLICATION_TEST_SCALE_MB says how large the large table is; 2,000 if it does not.
/// </summary>
public sealed class ScaleCampaign
{
    private const double MostMegabytes = 300;

    private const int Tables = 1000;

    // A row of the large table has so many bytes, and each transaction so many rows.
    private const int RowBytes = 500;
    private const int RowsAtOnce = 20_000;

    [Theory(Explicit = true)]
    [InlineData(TestServer.MariaDb1011)]
    [InlineData(TestServer.MySql97)]
    public async Task Memory_is_bounded_however_much_there_is_and_however_much_of_it_differs(string server)
    {
        await using var sandbox = new Sandbox();
        var settings = new TestPlace(EngineKind.Process, server).SettingsOrSkip(sandbox) with { Verify = VerifyLevel.Full, SyncTimeout = TimeSpan.FromMinutes(10) };
        var topology = await sandbox.StartAsync(settings);
        var (source, replica) = (topology.Servers[0], topology.Servers[1]);
        var megabytes = int.Parse(Environment.GetEnvironmentVariable("MYSQL_REPLICATION_TEST_SCALE_MB") ?? "2000", CultureInfo.InvariantCulture);
        await FillAsync(source, megabytes);
        (await topology.VerifySyncAsync(Token)).ThrowUnlessInSync();

        var (equal, most) = await WatchAsync(() => topology.VerifySyncAsync(Token));

        equal.ThrowUnlessInSync();
        Tell(server, equal, most);
        Assert.InRange(most, 1, MostMegabytes);

        await Client.ExecuteAsync(replica, (server == TestServer.MySql97 ? "SET GLOBAL super_read_only = OFF; " : "") + "SET SESSION sql_log_bin = 0; UPDATE large.one SET v = v + 1 WHERE id % 100 = 0");
        await Parallel.ForAsync(0, Tables, Token, async (table, _) => await Client.ExecuteAsync(replica, $"SET SESSION sql_log_bin = 0; DELETE FROM many.t{table}"));
        var (different, mostOfDifferent) = await WatchAsync(() => topology.VerifySyncAsync(Token));

        Assert.Equal(10, different.Replicas[0].Differences.Count);
        Assert.Contains($"And {Tables + 1 - 10:N0} further tables whose rows differ.", string.Join('\n', different.Replicas[0].Problems), StringComparison.Ordinal);
        Tell(server, different, mostOfDifferent);
        Assert.InRange(mostOfDifferent, 1, MostMegabytes);
    }

    private static async Task FillAsync(RunningServer source, int megabytes)
    {
        await Client.ExecuteAsync(source, "CREATE DATABASE many");
        await Parallel.ForAsync(0, Tables, Token, async (table, _) => await Client.ExecuteAsync(
            source, $"CREATE TABLE many.t{table} (id INT PRIMARY KEY, name VARCHAR(50), price DECIMAL(10, 2), seen DATETIME); INSERT INTO many.t{table} VALUES (1, 'one', 1.5, NOW()), (2, NULL, NULL, NULL)"));
        await Client.ExecuteAsync(
            source,
            "CREATE DATABASE large; CREATE TABLE large.one (id INT AUTO_INCREMENT PRIMARY KEY, v INT NOT NULL, t VARCHAR(500) CHARACTER SET latin1); " +
            $"INSERT INTO large.one (v, t) VALUES {string.Join(", ", Enumerable.Range(0, 1000).Select(row => $"({row}, REPEAT('{row} ', 120))"))}");
        for (var rows = 1000; rows < RowsAtOnce; rows += 1000)
            await Client.ExecuteAsync(source, "INSERT INTO large.one (v, t) SELECT v, t FROM large.one WHERE id <= 1000");
        for (var transaction = 1; transaction < megabytes * 1_000_000L / RowBytes / RowsAtOnce; transaction++)
            await Client.ExecuteAsync(source, $"INSERT INTO large.one (v, t) SELECT v, t FROM large.one WHERE id <= {RowsAtOnce}");
    }

    /// <summary>Does something, and looks at this process's memory meanwhile.</summary>
    private static async Task<(T Result, double Megabytes)> WatchAsync<T>(Func<Task<T>> work)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var (most, task) = (0L, Task.Run(work));
        do
        {
            most = Math.Max(most, Environment.WorkingSet);
            await Task.WhenAny(task, Task.Delay(20, Token));
        }
        while (!task.IsCompleted);
        return (await task, most / 1e6);
    }

    private static void Tell(string server, Cake.MySqlReplication.Verification.SyncReport report, double megabytes) => TestContext.Current.SendDiagnosticMessage(string.Create(
        CultureInfo.InvariantCulture, $"{server}: {megabytes:0} MB at most; {report.Replicas[0].Layers.Single(layer => layer.Name == "data").Detail}"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
