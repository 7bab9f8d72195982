using System.Text.RegularExpressions;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Growth;

/// <summary>A replica that could not be added leaves nothing; one that was removed neither.</summary>
public sealed class FailedGrowthTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string StateFile => Path.Combine(_sandbox.Base, "mysql-replication.state.json");

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [MemberData(nameof(TestPlace.Quickest), MemberType = typeof(TestPlace))]
    public async Task A_cancelled_copy_leaves_the_topology_as_it_was(string place)
    {
        var topology = await StartWithDataAsync(TestPlace.Named(place).SettingsOrSkip(_sandbox));
        var state = await File.ReadAllTextAsync(StateFile, Token);
        using var cancel = new CancellationTokenSource();

        var adding = topology.AddReplicaAsync(cancel.Token);
        await LoggedAsync("slave2 answers", adding);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => adding);

        await AssertNothingIsLeftAsync(topology, state);
        Assert.Equal("0", await Client.ScalarAsync(topology.Servers[0], "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT CAST%'"));
        (await topology.VerifySyncAsync(Token)).ThrowUnlessInSync();
    }

    [Fact]
    public async Task A_source_that_dies_in_the_middle_leaves_nothing_of_the_new_replica()
    {
        var place = TestPlace.QuickestProcess;
        var topology = await StartWithDataAsync(Sandbox.WithOwnPorts(place.SettingsOrSkip(_sandbox)));
        var state = await File.ReadAllTextAsync(StateFile, Token);

        var adding = topology.AddReplicaAsync(Token);
        await LoggedAsync("slave2 answers", adding);
        await place.Probe(_sandbox).KillAsync("master");
        var exception = await Assert.ThrowsAsync<MySqlReplicationException>(() => adding);

        Assert.Contains("master", exception.Message, StringComparison.Ordinal);
        await AssertNothingIsLeftAsync(topology, state);
        Assert.Contains(
            "master does not answer", (await Assert.ThrowsAsync<MySqlReplicationException>(() => topology.AddReplicaAsync(Token))).Message, StringComparison.Ordinal);
        await AssertNothingIsLeftAsync(topology, state);
    }

    [Theory]
    [MemberData(nameof(TestPlace.Quickest), MemberType = typeof(TestPlace))]
    public async Task Replicas_come_and_go(string name)
    {
        var place = TestPlace.Named(name);
        var settings = place.SettingsOrSkip(_sandbox);
        var topology = await _sandbox.StartAsync(settings);
        await RefusedAsync(settings, null, "slave is the only replica");
        var more = await Assert.ThrowsAsync<MySqlReplicationException>(() => _sandbox.Open(settings with { Replicas = 3 }).PrepareAsync(Token));
        Assert.Contains("--target=AddSlave adds a replica to what runs", more.Message, StringComparison.Ordinal);
        var before = await File.ReadAllTextAsync(StateFile, Token);
        await topology.AddReplicaAsync(Token);
        await RefusedAsync(settings, "master", "master is a source");
        await RefusedAsync(settings, "slave7", "has no replica called slave7. Its replicas are slave, slave2");

        await _sandbox.Open(settings with { Replica = "slave" }).RemoveReplicaAsync(Token);

        Assert.Equal(["master", "slave2"], topology.Servers.Select(server => server.Name));
        Assert.False(Directory.Exists(Path.Combine(_sandbox.Base, "slave")));
        await Assert.ThrowsAsync<MySqlReplicationException>(() => topology.RemoveReplicaAsync(Token));

        // Whoever was killed has no record of what he added.
        var added = await topology.AddReplicaAsync(Token);
        Assert.Equal("slave", added.Name);
        var record = await File.ReadAllTextAsync(StateFile, Token);
        await topology.RemoveReplicaAsync(Token);
        Assert.Equal(["master", "slave2"], topology.Servers.Select(server => server.Name));
        await topology.AddReplicaAsync(Token);
        // Its port may be taken by another test by now.
        Assert.Equal(WithoutPorts(record), WithoutPorts(await File.ReadAllTextAsync(StateFile, Token)));
        await place.Probe(_sandbox).KillAsync("slave2");
        await _sandbox.Open(settings with { Replica = "slave2" }).RemoveReplicaAsync(Token);
        await File.WriteAllTextAsync(StateFile, before.Replace("\"slave\"", "\"slave2\"", StringComparison.Ordinal), Token);
        await _sandbox.Open(settings).PrepareAsync(Token);
        await _sandbox.Open(settings).StartSourceAsync(Token);

        Assert.Contains("Removing slave, which a build that was killed left.", _sandbox.Context.LogText, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_sandbox.Base, "slave")));
        await topology.TeardownAsync(Token);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    private static string WithoutPorts(string record) => Regex.Replace(record, "\"Port\": [0-9]+", "\"Port\": 0");

    private async Task RefusedAsync(ReplicationSettings settings, string? replica, string why)
    {
        var exception = await Assert.ThrowsAsync<MySqlReplicationException>(() => _sandbox.Open(settings with { Replica = replica }).RemoveReplicaAsync(Token));
        Assert.Contains(why, exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Enough rows for the copy to take a while.</summary>
    private async Task<RunningTopology> StartWithDataAsync(ReplicationSettings settings)
    {
        var topology = await _sandbox.StartAsync(settings);
        const string Double = "INSERT INTO d.t (text) SELECT text FROM d.t;";
        await Client.ExecuteAsync(
            topology.Servers[0],
            "CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY AUTO_INCREMENT, text VARCHAR(200)); INSERT INTO d.t (text) VALUES (REPEAT('x', 200));" +
            string.Concat(Enumerable.Repeat(Double, 15)));
        (await topology.VerifySyncAsync(Token)).ThrowUnlessInSync();
        return topology;
    }

    private async Task LoggedAsync(string text, Task work)
    {
        while (!work.IsCompleted && !_sandbox.Context.LogText.Contains(text, StringComparison.Ordinal))
            await Task.Delay(5, Token);
    }

    private async Task AssertNothingIsLeftAsync(RunningTopology topology, string state)
    {
        Assert.Equal(state, await File.ReadAllTextAsync(StateFile, Token));
        Assert.Equal(["master", "slave"], topology.Servers.Select(server => server.Name));
        Assert.False(Directory.Exists(Path.Combine(_sandbox.Base, "slave2")));
        Assert.DoesNotContain(await new ProcessProbe(_sandbox).TracesAsync(), process => process.Contains("slave2", StringComparison.Ordinal));
        Assert.Empty(await DockerProbe.LinesAsync("ps", "--all", "--quiet", "--filter", $"name=^{_sandbox.Name}_slave2"));
    }
}
