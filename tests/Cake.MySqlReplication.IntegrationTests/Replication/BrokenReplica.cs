using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Replication;

/// <summary>A pair for tests that break its replica; each begins with a new one, since not everything can be mended.</summary>
internal static class BrokenReplica
{
    /// <summary>Brings a pair up, breaks it, and gives the message of the verification that must fail.</summary>
    public static async Task<string> VerifyAsync(string name, Func<RunningServer, RunningServer, bool, Task> breakIt)
    {
        var place = TestPlace.Named(name);
        await using var sandbox = new Sandbox();
        var topology = await sandbox.StartAsync(place.SettingsOrSkip(sandbox) with { SyncTimeout = TimeSpan.FromSeconds(8) });
        var (source, replica) = (topology.Servers[0], topology.Servers[1]);
        await Client.ExecuteAsync(source, "CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY, text VARCHAR(20)); INSERT INTO d.t VALUES (1, 'a')");
        await Client.EventuallyAsync(replica, "SELECT text FROM d.t WHERE id = 1", "a");

        await breakIt(source, replica, place.Server == TestServer.MySql97);

        var report = await topology.VerifySyncAsync(TestContext.Current.CancellationToken);
        Assert.False(report.IsInSync);
        return Assert.Throws<MySqlReplicationException>(report.ThrowUnlessInSync).Message;
    }

    /// <summary>Changes the replica behind replication's back.</summary>
    public static async Task WriteToReplicaAsync(RunningServer replica, bool isModern, string sql, bool isLogged = false)
    {
        if (isModern)
            await Client.ExecuteAsync(replica, "SET GLOBAL super_read_only = OFF");
        await Client.ExecuteAsync(replica, $"SET SESSION sql_log_bin = {(isLogged ? 1 : 0)}; {sql}");
        if (isModern)
            await Client.ExecuteAsync(replica, "SET GLOBAL super_read_only = ON");
    }
}
