using System.Net;
using System.Net.Sockets;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Replication;

/// <summary>A server that takes connections and never says a word.</summary>
public sealed class ReadinessTests : IDisposable
{
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);

    public ReadinessTests() => _silent.Start();

    public void Dispose() => _silent.Dispose();

    [Fact]
    public async Task An_attempt_takes_no_longer_than_what_is_left_of_the_time()
    {
        var start = TimeProvider.System.GetTimestamp();

        var message = await FailAsync();

        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 1, 4);
        Assert.Contains("it answered no query within 1 seconds (--start-timeout); the last attempt: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_that_explains_its_silence_is_named() =>
        Assert.Contains("Cause: bind-address=127.0.0.1 ", await FailAsync(new ServerOption("bind-address", "127.0.0.1", "master")), StringComparison.Ordinal);

    [Fact]
    public async Task An_option_of_another_server_is_not() =>
        Assert.DoesNotContain("Cause: ", await FailAsync(new ServerOption("bind-address", "127.0.0.1", "slave")), StringComparison.Ordinal);

    private async Task<string> FailAsync(params ServerOption[] options)
    {
        var topology = Some.Topology(settings: new ReplicationSettings { StartTimeout = TimeSpan.FromSeconds(1), ServerOptions = options });
        topology = topology.With(topology.Source with { Port = ((IPEndPoint)_silent.LocalEndpoint).Port });
        var readiness = new Readiness(new RunningEngine(), TimeProvider.System);
        return (await Assert.ThrowsAsync<MySqlReplicationException>(() => readiness.WaitAsync(topology, topology.Source, TestContext.Current.CancellationToken))).Message;
    }

    /// <summary>Its servers run, hold their ports, and have logged nothing of interest.</summary>
    private sealed class RunningEngine : FakeEngine, IServerEngine
    {
        Task<bool> IServerEngine.HoldsPortAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken) => Task.FromResult(true);

        async Task<string> IServerEngine.WaitForExitAsync(Topology topology, ServerSpec server, bool isExpected, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return "";
        }

        Task<IReadOnlyList<string>> IServerEngine.ReadLogAsync(Topology topology, ServerSpec server, int lines, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<string>>(["ready"]);
    }
}
