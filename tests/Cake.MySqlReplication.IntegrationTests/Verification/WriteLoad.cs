using Cake.MySqlReplication.IntegrationTests.Support;
using MySqlConnector;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Verification;

/// <summary>Sessions that write to the schema w all the time: rows of all kinds of tables, and tables themselves.</summary>
internal static class WriteLoad
{
    /// <summary>Does something again and again while they write.</summary>
    /// <returns>How often they wrote.</returns>
    public static Task<int> DuringAsync(RunningServer source, int runs, Func<Task> action) => WhileAsync(source, 3 * runs, async () =>
    {
        for (var run = 0; run < runs; run++)
            await action();
    });

    /// <summary>Writes as long as something else goes on.</summary>
    /// <param name="source">The server that is written to.</param>
    /// <param name="least">How often they must have written, for the work to have been done under load.</param>
    /// <param name="work">What goes on.</param>
    /// <returns>How often they wrote.</returns>
    public static async Task<int> WhileAsync(RunningServer source, int least, Func<Task> work)
    {
        await Client.ExecuteAsync(source, "CREATE DATABASE w");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var load = RunAsync(source, stop.Token);
        try
        {
            await work();
        }
        finally
        {
            await stop.CancelAsync();
            Assert.True(await load > least, "there was hardly any load");
            await Client.ExecuteAsync(source, "DROP DATABASE w");
        }

        return await load;
    }

    /// <returns>How many statements there were until it was stopped.</returns>
    private static async Task<int> RunAsync(RunningServer source, CancellationToken stop)
    {
        var counts = await Task.WhenAll(RowsAsync(source, 1, stop), RowsAsync(source, 2, stop), TablesAsync(source, stop));
        return counts.Sum();
    }

    private static Task<int> RowsAsync(RunningServer source, int writer, CancellationToken stop) => RepeatAsync(
        source,
        $"CREATE TABLE w.rows{writer} (id INT AUTO_INCREMENT PRIMARY KEY, v INT, t VARCHAR(50)) ENGINE = InnoDB; CREATE TABLE w.nokey{writer} (v INT) ENGINE = InnoDB; " +
        $"CREATE TABLE w.isam{writer} (v INT) ENGINE = MyISAM",
        turn =>
            $"BEGIN; INSERT INTO w.rows{writer} (v, t) VALUES ({turn}, REPEAT('x', {turn % 50})), ({turn}, NULL), ({turn}, 'y'); UPDATE w.rows{writer} SET v = v + 1 ORDER BY id DESC LIMIT 5; " +
            $"INSERT INTO w.nokey{writer} VALUES ({turn % 10}); COMMIT; DELETE FROM w.rows{writer} WHERE id % 7 = 0 ORDER BY id DESC LIMIT 1; INSERT INTO w.isam{writer} VALUES ({turn})",
        stop);

    private static Task<int> TablesAsync(RunningServer source, CancellationToken stop) => RepeatAsync(
        source,
        "CREATE TABLE w.steady (id INT PRIMARY KEY, v INT) ENGINE = InnoDB",
        turn =>
            $"CREATE TABLE w.passing{turn % 3} (id INT PRIMARY KEY) ENGINE = InnoDB; INSERT INTO w.passing{turn % 3} VALUES (1), (2); REPLACE INTO w.steady VALUES (1, {turn}); " +
            $"ALTER TABLE w.passing{turn % 3} ADD COLUMN c{turn % 5} INT; DROP TABLE w.passing{turn % 3}",
        stop);

    private static async Task<int> RepeatAsync(RunningServer source, string first, Func<int, string> statements, CancellationToken stop)
    {
        await using var connection = new MySqlConnection(source.GetConnectionString() + ";Pooling=false");
        await connection.OpenAsync(CancellationToken.None);
        await ExecuteAsync(connection, first);
        var turn = 0;
        for (; !stop.IsCancellationRequested; turn++)
        {
            var start = TimeProvider.System.GetTimestamp();
            await ExecuteAsync(connection, statements(turn));
            await RestAsync(2 * TimeProvider.System.GetElapsedTime(start), stop);
        }

        return turn;
    }

    /// <summary>Each of three writes a third of the time: a replica that applies all of it with one thread has to keep up.</summary>
    private static async Task RestAsync(TimeSpan time, CancellationToken stop) =>
        await Task.Delay(time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static async Task ExecuteAsync(MySqlConnection connection, string statements)
    {
        await using var command = new MySqlCommand(statements, connection);
        await command.ExecuteNonQueryAsync();
    }
}
