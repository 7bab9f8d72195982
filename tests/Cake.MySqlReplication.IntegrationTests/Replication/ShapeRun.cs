using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Replication;

/// <summary>Brings a topology of some shape up, writes to all of its sources at once, and has it verified.</summary>
internal static class ShapeRun
{
    public static async Task VerifyAsync(Sandbox sandbox, ReplicationSettings settings)
    {
        var isFanIn = settings.Topology == TopologyShape.FanIn;
        var topology = await sandbox.StartAsync(settings);
        var sources = topology.Servers.Where(server => server.Role == ServerRole.Source).ToList();

        await Client.ExecuteAsync(sources[0], "CREATE DATABASE shop; CREATE TABLE shop.orders (id INT AUTO_INCREMENT PRIMARY KEY, origin VARCHAR(20))");
        if (isFanIn)
            await Client.ExecuteAsync(sources[1], "CREATE DATABASE stock; CREATE TABLE stock.items (id INT AUTO_INCREMENT PRIMARY KEY, origin VARCHAR(20))");
        (await topology.VerifySyncAsync(Token)).ThrowUnlessInSync();
        // In a ring all write into one table at the same time.
        var tables = sources.Select((_, index) => isFanIn && index == 1 ? "stock.items" : "shop.orders").ToList();
        await Task.WhenAll(sources.Zip(tables, (source, table) => InsertAsync(source, table)));

        (await topology.VerifySyncAsync(Token)).ThrowUnlessInSync();
        foreach (var server in topology.Servers.Where(server => !isFanIn || server.Role == ServerRole.Replica))
        {
            foreach (var (source, table) in sources.Zip(tables))
                Assert.Equal("20", await Client.ScalarAsync(server, $"SELECT COUNT(*) FROM {table} WHERE origin = '{source.Name}'"));
        }

        await topology.TeardownAsync(Token);
        await sandbox.AssertNothingIsLeftAsync();
    }

    /// <summary>Twenty rows, one by one, of which each tells its origin.</summary>
    public static async Task InsertAsync(RunningServer source, string table)
    {
        for (var row = 0; row < 20; row++)
            await Client.ExecuteAsync(source, $"INSERT INTO {table} (origin) VALUES ('{source.Name}')");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
