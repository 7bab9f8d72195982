using System.Collections.Concurrent;
using System.Globalization;
using Cake.MySqlReplication.IntegrationTests.Support;
using MySqlConnector;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Promotions;

/// <summary>Clients that write all the time, to whichever server is the source, and remember what was acknowledged.</summary>
internal sealed class Writers : IAsyncDisposable
{
    // Who writes all that he can leaves a history that takes long to apply to a server that begins anew.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(4);

    private static int _lastId;

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, byte> _acknowledged = new();
    private readonly RunningTopology _topology;
    private readonly Task _all;

    private Writers(RunningTopology topology, int count)
    {
        _topology = topology;
        _all = Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(WriteAsync)));
    }

    public int Acknowledged => _acknowledged.Count;

    /// <summary>What a server has none of that was acknowledged.</summary>
    public static async Task<IReadOnlyList<int>> LostAsync(IEnumerable<int> acknowledged, RunningServer server)
    {
        var rows = (await Client.ScalarAsync(server, "SET SESSION group_concat_max_len = 100000000; SELECT GROUP_CONCAT(id) FROM load_test.t"))!.Split(',').ToHashSet();
        return [.. acknowledged.Where(id => !rows.Contains(id.ToString(CultureInfo.InvariantCulture)))];
    }

    /// <summary>Starts writers of an account without privileges on the server.</summary>
    public static async Task<Writers> StartAsync(RunningTopology topology, int count = 2)
    {
        await Client.ExecuteAsync(
            topology.Servers[0],
            "CREATE DATABASE IF NOT EXISTS load_test; CREATE TABLE IF NOT EXISTS load_test.t (id INT PRIMARY KEY) ENGINE = InnoDB");
        if (await Client.ScalarAsync(topology.Servers[0], "SELECT COUNT(*) FROM mysql.user WHERE User = 'app'") == "0")
            await Client.ExecuteAsync(topology.Servers[0], "CREATE USER 'app'@'%' IDENTIFIED BY 'Some-1-password'; GRANT ALL ON load_test.* TO 'app'@'%'");
        foreach (var server in topology.Servers)
            await Client.EventuallyAsync(server, "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'load_test'", "1");
        return new Writers(topology, count);
    }

    /// <summary>Waits until so many more rows are acknowledged.</summary>
    public async Task MoreAsync(int rows)
    {
        var (wanted, start) = (Acknowledged + rows, TimeProvider.System.GetTimestamp());
        while (Acknowledged < wanted)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(20), $"{Acknowledged} of {wanted} rows are acknowledged");
            await Task.Delay(5);
        }
    }

    /// <returns>The rows that were acknowledged.</returns>
    public async Task<IReadOnlyCollection<int>> StopAsync()
    {
        await _stop.CancelAsync();
        await _all;
        return [.. _acknowledged.Keys];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task WriteAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var builder = new MySqlConnectionStringBuilder(_topology.Servers[0].GetConnectionString())
                {
                    UserID = "app",
                    Password = "Some-1-password",
                    Pooling = false,
                    ConnectionTimeout = 2,
                    DefaultCommandTimeout = 20,
                };
                await using var connection = new MySqlConnection(builder.ConnectionString);
                await connection.OpenAsync();
                while (!_stop.IsCancellationRequested)
                {
                    var id = Interlocked.Increment(ref _lastId);
                    await using var command = new MySqlCommand($"INSERT INTO load_test.t VALUES ({id})", connection);
                    await command.ExecuteNonQueryAsync();
                    _acknowledged[id] = 0;
                    await Task.Delay(Pause);
                }
            }
            catch (MySqlException)
            {
                // The server is held, has gone, or is no source any more: the next attempt asks who is.
                await Task.Delay(2);
            }
        }
    }
}
