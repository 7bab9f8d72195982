using Xunit;

namespace ReadWriteSplit.Tests;

/// <summary>Replicas that receive and do not apply: the longest lag there is.</summary>
public sealed class LagTests(Servers servers) : IAsyncLifetime
{
    private readonly Orders _orders = new(new SplitDatabase(servers.ConnectionStrings));

    public async ValueTask InitializeAsync() => await servers.SayToReplicasAsync("STOP REPLICA SQL_THREAD");

    public async ValueTask DisposeAsync() => await servers.SayToReplicasAsync("START REPLICA SQL_THREAD");

    [Fact]
    public async Task Who_writes_reads_it_from_the_source_while_replicas_lag()
    {
        var order = Guid.NewGuid();

        var written = await _orders.AddAsync(order);

        Assert.Equal((true, false), await _orders.ExistsAsync(order, after: written));
    }

    [Fact]
    public async Task Others_read_an_older_state_from_a_replica_until_it_has_caught_up()
    {
        var order = Guid.NewGuid();

        var written = await _orders.AddAsync(order);

        Assert.Equal((false, true), await _orders.ExistsAsync(order));
        await servers.SayToReplicasAsync("START REPLICA SQL_THREAD");
        var patient = new Orders(new SplitDatabase(servers.ConnectionStrings, new SplitOptions { ReplicaPatience = TimeSpan.FromSeconds(10) }));
        Assert.Equal((true, true), await patient.ExistsAsync(order, after: written));
    }
}
