using System.Net;
using System.Net.Sockets;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Processes;

/// <summary>Ports that somebody else listens on when local processes are to have them.</summary>
[Collection(UsualPorts.Name)]
public sealed class PortTests : IAsyncDisposable
{
    private const int UsualPort = 3307;

    private readonly Sandbox _sandbox = new();
    private readonly List<TcpListener> _others = [];
    private readonly ReplicationSettings _settings;

    public PortTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc shows what there is of processes");
        _settings = TestPlace.QuickestProcess.SettingsOrSkip(_sandbox) with { FirstPort = UsualPort };
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _others.ForEach(other => other.Dispose());
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Usual_ports_that_are_taken_are_passed_over()
    {
        foreach (var port in Enumerable.Range(UsualPort, 5))
            Take(port);

        var topology = await _sandbox.StartAsync(_settings);

        Assert.All(topology.Servers, server => Assert.True(server.Port >= UsualPort + 5, $"{server.Name} has {server.Port}"));
    }

    [Fact]
    public async Task A_port_that_is_taken_after_it_was_planned_is_replaced()
    {
        var topology = _sandbox.Open(_settings);
        await topology.PrepareAsync(Token);
        var planned = topology.Servers[0].Port;
        Take(planned);

        topology = await _sandbox.StartAsync(_settings);

        Assert.NotEqual(planned, topology.Servers[0].Port);
        // The next one may be taken by another test at the same moment.
        Assert.Contains($"Port {planned} is taken; master gets ", _sandbox.Context.LogText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_sources_port_is_taken_while_it_is_down_the_error_says_what_helps_and_no_data_are_lost()
    {
        // Without an asked port: an error about that would name the option.
        var topology = await StartWithDataAsync();
        await new ProcessProbe(_sandbox).KillAsync("master");
        Take(topology.Servers[0].Port);

        var exception = await Assert.ThrowsAsync<MySqlReplicationException>(() => _sandbox.StartAsync(_settings));
        Assert.Contains(
            $"Port {topology.Servers[0].Port} is taken: somebody listens on it. master had it before, and its replicas know it by that port. Stop what listens on it",
            exception.Message, StringComparison.Ordinal);

        _others.ForEach(other => other.Dispose());
        topology = await _sandbox.StartAsync(_settings);
        Assert.Equal("42", await Client.ScalarAsync(topology.Servers[0], "SELECT id FROM kept.t"));
    }

    [Fact]
    public async Task A_replica_whose_port_is_taken_while_it_is_down_gets_another()
    {
        var topology = await StartWithDataAsync();
        await new ProcessProbe(_sandbox).KillAsync("slave");
        var before = topology.Servers[1].Port;
        Take(before);

        topology = await _sandbox.StartAsync(_settings);

        Assert.NotEqual(before, topology.Servers[1].Port);
        await Client.EventuallyAsync(topology.Servers[1], "SELECT id FROM kept.t", "42");
    }

    private async Task<RunningTopology> StartWithDataAsync()
    {
        var topology = await _sandbox.StartAsync(_settings);
        await Client.ExecuteAsync(topology.Servers[0], "CREATE DATABASE kept; CREATE TABLE kept.t (id INT PRIMARY KEY); INSERT INTO kept.t VALUES (42)");
        await Client.EventuallyAsync(topology.Servers[1], "SELECT id FROM kept.t", "42");
        return topology;
    }

    /// <summary>Listens on a port, unless somebody else does already: another test's server, say.</summary>
    private void Take(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            _others.Add(listener);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            listener.Dispose();
        }
    }
}

/// <summary>Tests that need ports which every other test's servers are given: they run when those have ended.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class UsualPorts
{
    internal const string Name = "Usual ports";
}
