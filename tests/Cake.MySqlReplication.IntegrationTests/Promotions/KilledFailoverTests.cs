using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.IntegrationTests.Targets;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Promotions;

/// <summary>A failover whose build is killed when there is a new source and the others are not yet pointed at it.</summary>
public sealed class KilledFailoverTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData("Process mysql-5.6")]
    [InlineData("Process mariadb-10.11")]
    public async Task Nobody_gets_anything_from_the_old_source_when_it_comes_back_and_the_next_build_completes_the_change(string name)
    {
        var place = TestPlace.Named(name);
        var settings = Sandbox.WithOwnPorts(place.SettingsOrSkip(_sandbox) with { Replicas = 2 });
        var build = new BuildRun(_sandbox);
        var topology = await _sandbox.StartAsync(settings);
        var (oldSource, other) = (topology.Servers[0], topology.Servers[2]);
        await Client.ExecuteAsync(other, "STOP SLAVE IO_THREAD");
        await Client.ExecuteAsync(oldSource, "CREATE DATABASE saved");
        await Client.EventuallyAsync(topology.Servers[1], "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'saved'", "1");
        await Client.ExecuteAsync(other, "START SLAVE IO_THREAD");
        await place.Probe(_sandbox).KillAsync(oldSource.Name);

        await build.InterruptAsync("KILL", "is the source now", TimeSpan.Zero, "Promote", [.. place.Arguments, .. Sandbox.PortArguments(settings)]);
        topology = _sandbox.Open(settings);
        await topology.StartReplicasAsync(TestContext.Current.CancellationToken);
        await Client.ExecuteAsync(oldSource, "SET GLOBAL read_only = OFF; CREATE DATABASE errant");
        // Receivers try to connect every second.
        await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);
        foreach (var server in topology.Servers.Where(server => server.Name != oldSource.Name))
            Assert.Equal("0", await Client.ScalarAsync(server, "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'errant'"));

        var refused = await Assert.ThrowsAsync<MySqlReplicationException>(() => _sandbox.StartAsync(settings));
        Assert.Contains($"{oldSource.Name}: It has transactions that {topology.Servers[0].Name}, the new source, has not", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain($"{other.Name}: ", refused.Message, StringComparison.Ordinal);
        foreach (var server in topology.Servers.Where(server => server.Name != oldSource.Name))
        {
            Assert.Equal("0", await Client.ScalarAsync(server, "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'errant'"));
            Assert.Equal("1", await Client.ScalarAsync(server, "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'saved'"));
        }
    }
}
