using Cake.MySqlReplication.IntegrationTests.Support;
using MySqlConnector;

namespace Cake.MySqlReplication.IntegrationTests.Growth;

/// <summary>Writes rows to a source one by one until it is stopped, and remembers how many were acknowledged.</summary>
internal sealed class Writer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;
    private int _acknowledged;

    private Writer(RunningServer source, string table)
    {
        Table = table;
        _writing = WriteAsync(source);
    }

    public string Table { get; }

    public int Acknowledged => _acknowledged;

    public static async Task<Writer> StartAsync(RunningServer source, string table, string engine)
    {
        await Client.ExecuteAsync(source, $"CREATE DATABASE IF NOT EXISTS written; CREATE TABLE written.{table} (id INT PRIMARY KEY, text VARCHAR(40), n INT NOT NULL DEFAULT 0) ENGINE = {engine}");
        return new Writer(source, "written." + table);
    }

    /// <summary>Ends it; fails where writing failed.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _writing;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task WriteAsync(RunningServer source)
    {
        await using var connection = new MySqlConnection(source.GetConnectionString() + ";Pooling=false");
        await connection.OpenAsync();
        while (!_stop.IsCancellationRequested)
        {
            var id = _acknowledged + 1;
            // An update of what was there before the copy began, too: applied twice, it would show.
            await using var command = new MySqlCommand(
                $"INSERT INTO {Table} (id, text) VALUES ({id}, REPEAT('x', {id % 40})); UPDATE {Table} SET n = n + 1 WHERE id = {1 + (id / 2)}", connection);
            await command.ExecuteNonQueryAsync();
            _acknowledged = id;
        }
    }
}
