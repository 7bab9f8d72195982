using System.Diagnostics;
using MySqlConnector;

namespace Cake.MySqlReplication.Benchmarks.Peers;

/// <summary>Statements on servers, as one runs them by hand.</summary>
internal static class Statements
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(string connectionString, CancellationToken cancellationToken, params string[] statements)
    {
        await using var connection = new MySqlConnection(Unpooled(connectionString));
        await connection.OpenAsync(cancellationToken);
        foreach (var statement in statements)
        {
            await using var command = new MySqlCommand(statement, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public static async Task<object?> ReadAsync(string connectionString, string query, CancellationToken cancellationToken)
    {
        await using var connection = new MySqlConnection(Unpooled(connectionString));
        await connection.OpenAsync(cancellationToken);
        await using var command = new MySqlCommand(query, connection) { CommandTimeout = 0 };
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Waits until a query answers with something.</summary>
    /// <exception cref="TimeoutException">It did not in five minutes; the message has the last error.</exception>
    public static async Task WaitForAsync(string connectionString, string query, CancellationToken cancellationToken)
    {
        MySqlException? last = null;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Limit; await Task.Delay(Pause, cancellationToken))
        {
            try
            {
                if (await ReadAsync(connectionString, query, cancellationToken) is not (null or DBNull))
                    return;
            }
            catch (MySqlException exception)
            {
                last = exception;
            }
        }

        throw new TimeoutException($"`{query}` had no answer within {Limit.TotalMinutes:0} minutes: {last?.Message ?? "no row"}");
    }

    private static string Unpooled(string connectionString) =>
        new MySqlConnectionStringBuilder(connectionString) { Pooling = false, AllowPublicKeyRetrieval = true, ConnectionTimeout = 5 }.ConnectionString;
}
