using System.Net;
using System.Net.Sockets;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Replication;

/// <summary>The network that the containers of a topology with three servers share: its ports, and servers that come later.</summary>
public sealed class SharedNetworkTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly List<TcpListener> _others = [];
    private readonly ReplicationSettings _settings;

    public SharedNetworkTests() => _settings = new TestPlace(EngineKind.Docker, TestServer.Quickest).SettingsOrSkip(_sandbox) with { Replicas = 2 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _others.ForEach(other => other.Dispose());
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Ports_that_are_taken_after_they_were_planned_are_replaced()
    {
        var planned = await PrepareAsync(_settings);
        Take(planned[0]);
        Take(planned[2]);

        var topology = await _sandbox.StartAsync(_settings);

        Assert.Equal(planned[1], topology.Servers[1].Port);
        Assert.DoesNotContain(topology.Servers, server => server.Port == planned[0] || server.Port == planned[2]);
        Assert.Contains($"Port {planned[0]} is taken; master gets ", _sandbox.Context.LogText, StringComparison.Ordinal);
        Assert.Contains($"Port {planned[2]} is taken; slave2 gets ", _sandbox.Context.LogText, StringComparison.Ordinal);
        await topology.TeardownAsync(Token);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_replicas_port_that_was_asked_for_and_is_taken_is_an_error()
    {
        var settings = Sandbox.WithOwnPorts(_settings);
        Take(settings.ReplicaPorts[0]);

        var failure = await Assert.ThrowsAsync<MySqlReplicationException>(() => _sandbox.StartAsync(settings));

        Assert.Contains($"Port {settings.ReplicaPorts[0]} is taken: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("It was asked for slave; ", failure.Message, StringComparison.Ordinal);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_source_whose_port_is_taken_while_the_network_is_down_gets_another_and_its_replicas_follow_on()
    {
        var topology = await _sandbox.StartAsync(_settings);
        await Client.ExecuteAsync(topology.Servers[0], "CREATE DATABASE kept; CREATE TABLE kept.t (id INT PRIMARY KEY); INSERT INTO kept.t VALUES (42)");
        await Client.EventuallyAsync(topology.Servers[1], "SELECT id FROM kept.t", "42");
        var before = topology.Servers[0].Port;
        await DockerProbe.LinesAsync("kill", $"{_sandbox.Name}_network");
        Take(before);

        var again = await _sandbox.StartAsync(_settings);

        Assert.NotEqual(before, again.Servers[0].Port);
        await Client.ExecuteAsync(again.Servers[0], "INSERT INTO kept.t VALUES (43)");
        await Client.EventuallyAsync(again.Servers[1], "SELECT GROUP_CONCAT(id ORDER BY id) FROM kept.t", "42,43");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public async Task A_network_of_an_earlier_plan_makes_room_for_that_of_a_new_one(int replicas)
    {
        await _sandbox.StartAsync(_settings);
        await DockerProbe.LinesAsync("rm", "--force", $"{_sandbox.Name}_master", $"{_sandbox.Name}_slave", $"{_sandbox.Name}_slave2");
        File.Delete(Path.Combine(_sandbox.Base, "mysql-replication.state.json"));

        await _sandbox.StartAsync(_settings with { Replicas = replicas });

        Assert.Equal(replicas > 1, (await DockerProbe.LinesAsync("ps", "--all", "--quiet", "--filter", $"name=^{_sandbox.Name}_network$")).Length > 0);
    }

    [Fact]
    public async Task Ports_are_published_on_the_loopback_address_alone_and_there_is_no_volume_that_could_be_left_behind()
    {
        var topology = await _sandbox.StartAsync(_settings);

        var network = await DockerProbe.InspectAsync($"{_sandbox.Name}_network");
        var bindings = network.GetProperty("HostConfig").GetProperty("PortBindings").EnumerateObject().Select(port => Assert.Single(port.Value.EnumerateArray())).ToList();
        Assert.All(bindings, binding => Assert.Equal("127.0.0.1", binding.GetProperty("HostIp").GetString()));
        Assert.Equal(topology.Servers.Select(server => $"{server.Port}").Order(), bindings.Select(binding => binding.GetProperty("HostPort").GetString()).Order());
        Assert.All(network.GetProperty("Mounts").EnumerateArray(), mount => Assert.Equal("tmpfs", mount.GetProperty("Type").GetString()));
    }

    [Fact]
    public async Task A_replica_that_was_removed_and_added_again_can_be_followed()
    {
        var topology = await _sandbox.StartAsync(_settings with { Topology = TopologyShape.Chain });
        var before = topology.Servers[2];

        await topology.RemoveReplicaAsync(Token);
        var added = await topology.AddReplicaAsync(Token);
        var behind = await topology.AddReplicaAsync(Token);

        Assert.Equal("slave2", added.Name);
        Assert.NotEqual(before.Port, added.Port);
        // The name of the one that was removed leads to the shared network still.
        Assert.Equal($"{_sandbox.Name}_slave2_alone", await Client.ColumnAsync(behind, "SHOW SLAVE STATUS", "Master_Host"));
        await Client.ExecuteAsync(topology.Servers[0], "CREATE DATABASE kept; CREATE TABLE kept.t (id INT PRIMARY KEY); INSERT INTO kept.t VALUES (42)");
        await Client.EventuallyAsync(behind, "SELECT id FROM kept.t", "42");
        await topology.TeardownAsync(Token);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Clients_in_a_container_find_its_own_server()
    {
        var topology = await _sandbox.StartAsync(_settings);
        foreach (var server in topology.Servers)
        {
            var port = await DockerProbe.LinesAsync("exec", $"{_sandbox.Name}_{server.Name}", "sh", "-c", "echo $MYSQL_TCP_PORT");
            Assert.Equal(await Client.ScalarAsync(server, "SELECT @@port"), Assert.Single(port));
        }
    }

    [Fact]
    public async Task Servers_with_one_more_port_have_networks_of_their_own()
    {
        var topology = await _sandbox.StartAsync(_settings with { ServerOptions = [new ServerOption("loose-admin-address", "127.0.0.1")] });

        Assert.All(topology.Servers, server => Assert.Equal("3306", Client.ScalarAsync(server, "SELECT @@port").Result));
        Assert.Empty(await DockerProbe.LinesAsync("ps", "--all", "--quiet", "--filter", $"name=^{_sandbox.Name}_network$"));
    }

    private async Task<int[]> PrepareAsync(ReplicationSettings settings)
    {
        var topology = _sandbox.Open(settings);
        await topology.PrepareAsync(Token);
        return [.. topology.Servers.Select(server => server.Port)];
    }

    private void Take(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        _others.Add(listener);
    }
}
