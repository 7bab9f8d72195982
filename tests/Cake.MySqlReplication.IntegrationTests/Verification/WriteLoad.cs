using Cake.MySqlReplication.IntegrationTests.Support;
using MySqlConnector;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Verification;

/// <summary>Sessions that write to the schema w all the time: rows of all kinds of tables, and tables themselves.</summary>
internal static class WriteLoad
{
    /// <summary>Does something again and again while they write.</summary>
    /// <param name="source">The server that is written to.</param>
    /// <param name="runs">How often it is done at least; more often until each of the three writers has written that often.</param>
    /// <param name="action">What is done.</param>
    /// <returns>How often they wrote.</returns>
    public static async Task<int> DuringAsync(RunningServer source, int runs, Func<Task> action)
    {
        await Client.ExecuteAsync(source, "CREATE DATABASE w");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var turns = new int[3];
        var load = Task.WhenAll(RowsAsync(source, turns, 0, stop.Token), RowsAsync(source, turns, 1, stop.Token), TablesAsync(source, turns, 2, stop.Token));
        try
        {
            for (var run = 0; !load.IsCompleted && (run < runs || turns.Min() < runs); run++)
                await action();
        }
        finally
        {
            await stop.CancelAsync();
            await load;
            await Client.ExecuteAsync(source, "DROP DATABASE w");
        }

        return turns.Sum();
    }

    private static Task RowsAsync(RunningServer source, int[] turns, int writer, CancellationToken stop) => RepeatAsync(
        source, turns, writer,
        $"CREATE TABLE w.rows{writer} (id INT AUTO_INCREMENT PRIMARY KEY, v INT, t VARCHAR(50)) ENGINE = InnoDB; CREATE TABLE w.nokey{writer} (v INT) ENGINE = InnoDB; " +
        $"CREATE TABLE w.isam{writer} (v INT) ENGINE = MyISAM",
        turn =>
            $"BEGIN; INSERT INTO w.rows{writer} (v, t) VALUES ({turn}, REPEAT('x', {turn % 50})), ({turn}, NULL), ({turn}, 'y'); UPDATE w.rows{writer} SET v = v + 1 ORDER BY id DESC LIMIT 5; " +
            $"INSERT INTO w.nokey{writer} VALUES ({turn % 10}); COMMIT; DELETE FROM w.rows{writer} WHERE id % 7 = 0 ORDER BY id DESC LIMIT 1; INSERT INTO w.isam{writer} VALUES ({turn})",
        stop);

    private static Task TablesAsync(RunningServer source, int[] turns, int writer, CancellationToken stop) => RepeatAsync(
        source, turns, writer,
        "CREATE TABLE w.steady (id INT PRIMARY KEY, v INT) ENGINE = InnoDB",
        turn =>
            $"CREATE TABLE w.passing{turn % 3} (id INT PRIMARY KEY) ENGINE = InnoDB; INSERT INTO w.passing{turn % 3} VALUES (1), (2); REPLACE INTO w.steady VALUES (1, {turn}); " +
            $"ALTER TABLE w.passing{turn % 3} ADD COLUMN c{turn % 5} INT; DROP TABLE w.passing{turn % 3}",
        stop);

    private static async Task RepeatAsync(RunningServer source, int[] turns, int writer, string first, Func<int, string> statements, CancellationToken stop)
    {
        await using var connection = new MySqlConnection(source.GetConnectionString() + ";Pooling=false");
        await connection.OpenAsync(CancellationToken.None);
        await ExecuteAsync(connection, first);
        while (!stop.IsCancellationRequested)
        {
            var start = TimeProvider.System.GetTimestamp();
            await ExecuteAsync(connection, statements(turns[writer]));
            Volatile.Write(ref turns[writer], turns[writer] + 1);
            await RestAsync(2 * TimeProvider.System.GetElapsedTime(start), stop);
        }
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
