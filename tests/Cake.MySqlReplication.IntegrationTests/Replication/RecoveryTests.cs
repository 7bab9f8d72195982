using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Replication;

public sealed class ContainerRecoveryTests() : RecoveryTests(EngineKind.Docker)
{
    [Theory]
    [InlineData("master")]
    [InlineData("slave")]
    public Task A_container_that_is_removed_comes_back_with_its_data(string server) =>
        ComesBackAsync(sandbox => DockerProbe.LinesAsync("rm", "--force", $"{sandbox.Name}_{server}"));

    [Theory]
    [InlineData("kill")]
    [InlineData("rm", "--force")]
    public Task Servers_that_lost_the_network_that_they_share_come_back_with_their_data(params string[] command) =>
        ComesBackAsync(sandbox => DockerProbe.LinesAsync([.. command, $"{sandbox.Name}_network"]), replicas: 2);

    [Fact]
    public Task Servers_whose_shared_network_was_started_again_without_them_come_back_with_their_data() =>
        ComesBackAsync(async sandbox =>
        {
            await DockerProbe.LinesAsync("restart", $"{sandbox.Name}_network");
            // It ends by itself, and at once.
            await DockerProbe.LinesAsync("wait", $"{sandbox.Name}_network");
        }, replicas: 2);
}

public sealed class ProcessRecoveryTests() : RecoveryTests(EngineKind.Process);

/// <summary>Servers of the other families and versions as local processes, killed one after the other.</summary>
public sealed class KilledProcessTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData(TestServer.MySql97)]
    [InlineData(TestServer.MariaDb1011)]
    [InlineData(TestServer.MariaDb118)]
    public async Task They_come_back_with_their_data_and_replicate_on(string server)
    {
        var place = new TestPlace(EngineKind.Process, server);
        var settings = Sandbox.WithOwnPorts(place.SettingsOrSkip(_sandbox));
        var topology = await _sandbox.StartAsync(settings);
        await Client.ExecuteAsync(topology.Servers[0], "CREATE DATABASE kept; CREATE TABLE kept.t (id INT PRIMARY KEY)");
        // MariaDB logs a CREATE and records that it did it in two steps: killed between them, it refuses to do it again.
        await Client.EventuallyAsync(topology.Servers[1], "SELECT COUNT(*) FROM kept.t", "0");
        (await topology.VerifySyncAsync(TestContext.Current.CancellationToken)).ThrowUnlessInSync();
        foreach (var (row, name) in new[] { (1, "slave"), (2, "master") })
        {
            await Client.ExecuteAsync(topology.Servers[0], $"INSERT INTO kept.t VALUES ({row})");
            await place.Probe(_sandbox).KillAsync(name);
            topology = await _sandbox.StartAsync(settings);
        }

        await Client.ExecuteAsync(topology.Servers[0], "INSERT INTO kept.t VALUES (3)");
        await Client.EventuallyAsync(topology.Servers[1], "SELECT COUNT(*) FROM kept.t", "3");
    }

    [Fact]
    public async Task Where_a_replica_by_file_and_position_stands_is_committed_with_what_it_applies_on_MySQL_5_6_too()
    {
        var place = new TestPlace(EngineKind.Process, TestServer.MySql56);
        var settings = Sandbox.WithOwnPorts(place.SettingsOrSkip(_sandbox)) with { Positioning = Positioning.File };
        var topology = await _sandbox.StartAsync(settings);
        Assert.Equal("TABLE", await Client.ScalarAsync(topology.Servers[1], "SELECT @@GLOBAL.relay_log_info_repository"));

        await Client.ExecuteAsync(topology.Servers[0], "CREATE DATABASE kept; CREATE TABLE kept.t (id INT AUTO_INCREMENT PRIMARY KEY)");
        // This version's CREATE is not atomic: killed during it, it may not start any more, or do it again and fail.
        await Client.EventuallyAsync(topology.Servers[1], "SELECT COUNT(*) FROM kept.t", "0");
        (await topology.VerifySyncAsync(TestContext.Current.CancellationToken)).ThrowUnlessInSync();
        await Client.ExecuteAsync(topology.Servers[0], string.Join("; ", Enumerable.Repeat("INSERT INTO kept.t VALUES ()", 300)));
        await place.Probe(_sandbox).KillAsync("slave");

        topology = await _sandbox.StartAsync(settings);
        await Client.EventuallyAsync(topology.Servers[1], "SELECT COUNT(*) FROM kept.t", "300");
    }
}

/// <summary>A topology that something happened to, and the next run.</summary>
public abstract class RecoveryTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly TestPlace _place;
    private readonly ReplicationSettings _settings;

    protected RecoveryTests(EngineKind engine)
    {
        _place = new TestPlace(engine, TestServer.Quickest);
        _settings = _place.SettingsOrSkip(_sandbox);
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("master")]
    [InlineData("slave")]
    public Task A_server_that_is_killed_comes_back_with_its_data(string server) => ComesBackAsync(sandbox => _place.Probe(sandbox).KillAsync(server));

    private protected async Task ComesBackAsync(Func<Sandbox, Task> end, int replicas = 1)
    {
        var settings = Sandbox.WithOwnPorts(_settings with { Replicas = replicas });
        var topology = await _sandbox.StartAsync(settings);
        await Client.ExecuteAsync(topology.Servers[0], "CREATE DATABASE kept; CREATE TABLE kept.t (id INT PRIMARY KEY); INSERT INTO kept.t VALUES (42)");

        // DDL of MySQL 5.6 does not survive a kill in its middle.
        foreach (var replica in topology.Servers.Skip(1))
            await Client.EventuallyAsync(replica, "SELECT id FROM kept.t", "42");
        await end(_sandbox);

        topology = await _sandbox.StartAsync(settings);
        foreach (var replica in topology.Servers.Skip(1))
            await Client.EventuallyAsync(replica, "SELECT id FROM kept.t", "42");
    }

    [Fact]
    public async Task A_lost_state_file_means_a_fresh_start()
    {
        await _sandbox.StartAsync(_settings);
        File.Delete(Path.Combine(_sandbox.Base, "mysql-replication.state.json"));

        await _sandbox.StartAsync(_settings);

        Assert.Contains("whose state file is lost", _sandbox.Context.LogText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_base_folder_does_not_hide_servers_from_teardown()
    {
        var topology = await _sandbox.StartAsync(_settings);
        Directory.Delete(_sandbox.Base, recursive: true);
        Assert.NotEmpty(await _place.Probe(_sandbox).TracesAsync());

        await topology.TeardownAsync(TestContext.Current.CancellationToken);

        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Other_settings_for_a_running_topology_are_refused_and_nothing_happens_to_it()
    {
        var topology = await _sandbox.StartAsync(_settings);

        var exception = await Assert.ThrowsAsync<MySqlReplicationException>(
            () => _sandbox.StartAsync(_settings with { Replicas = 2, Positioning = Positioning.File }));

        Assert.Contains("--replicas: 1 then, 2 now", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--positioning: \"Auto\" then, \"File\" now", exception.Message, StringComparison.Ordinal);
        Assert.True((await topology.VerifySyncAsync(TestContext.Current.CancellationToken)).IsInSync);
    }

    [Fact]
    public async Task A_failed_restart_of_a_replica_costs_no_data()
    {
        var topology = await _sandbox.StartAsync(_settings);
        await _place.Probe(_sandbox).KillAsync("slave");
        var option = Path.Combine(_sandbox.Base, "slave", "mysqld.cnf");
        var text = await File.ReadAllTextAsync(option, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(option, text + "no_such_option = 1\n", TestContext.Current.CancellationToken);

        var fresh = _sandbox.Open(_settings);
        await Assert.ThrowsAsync<MySqlReplicationException>(() => fresh.StartAllAsync(TestContext.Current.CancellationToken));

        Assert.Equal("1", await Client.ScalarAsync(topology.Servers[0], "SELECT @@GLOBAL.server_id"));
        // Preparing mends the file.
        await _sandbox.StartAsync(_settings);
    }

    [Fact]
    public async Task Teardown_succeeds_where_there_is_nothing()
    {
        await _sandbox.Open(_settings).TeardownAsync(TestContext.Current.CancellationToken);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Two_replicas_get_ids_folders_and_options_of_their_own()
    {
        var topology = await _sandbox.StartAsync(_settings with
        {
            Replicas = 2,
            ServerOptions = [new ServerOption("max_connections", "77"), new ServerOption("max_connections", "55", "slave2")],
        });

        Assert.Equal(["master", "slave", "slave2"], topology.Servers.Select(server => server.Name));
        Assert.Equal(3, topology.Servers.Select(server => server.Port).Distinct().Count());
        Assert.True(Directory.Exists(Path.Combine(_sandbox.Base, "slave2", "data")));
        Assert.Equal("77", await Client.ScalarAsync(topology.Servers[1], "SELECT @@GLOBAL.max_connections"));
        Assert.Equal("55", await Client.ScalarAsync(topology.Servers[2], "SELECT @@GLOBAL.max_connections"));
        Assert.Equal("3", await Client.ScalarAsync(topology.Servers[2], "SELECT @@GLOBAL.server_id"));
    }

    [Fact]
    public async Task Two_topologies_start_at_once_on_one_machine()
    {
        await using var other = new Sandbox();

        var topologies = await Task.WhenAll(_sandbox.StartAsync(_settings), other.StartAsync(_place.SettingsOrSkip(other)));
        await topologies[0].TeardownAsync(TestContext.Current.CancellationToken);

        await _sandbox.AssertNothingIsLeftAsync();
        Assert.True((await topologies[1].VerifySyncAsync(TestContext.Current.CancellationToken)).IsInSync);
    }
}
