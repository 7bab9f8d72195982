using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Promotions;

/// <summary>What is recorded of a change of the source outlasts servers and builds.</summary>
public abstract class InterruptedPromotionTests<TTrio>(TTrio trio) : PromotionTests<TTrio>(trio)
    where TTrio : Trio
{
    [Fact]
    public async Task Roles_outlast_a_restart_and_there_are_never_two_sources()
    {
        var topology = await Trio.OpenAsync();
        var report = await topology.PromoteAsync(Token);
        await Trio.Probe.KillAsync(report.OldSource);
        await Trio.Probe.KillAsync(report.NewSource);
        topology = await Trio.StartAsync();

        Assert.Equal(report.NewSource, topology.Servers[0].Name);
        Assert.Equal(["0", "1", "1"], await Task.WhenAll(topology.Servers.Select(server => Client.ScalarAsync(server, "SELECT @@GLOBAL.read_only"))));
        var increments = await Task.WhenAll(topology.Servers.Select(server => Client.ScalarAsync(server, "SELECT @@GLOBAL.auto_increment_increment")));
        // A server that another test had rebuilt has a new id.
        var ids = await Task.WhenAll(topology.Servers.Select(server => Client.ScalarAsync(server, "SELECT @@GLOBAL.server_id")));
        Assert.Equal(["1", ids.Max(), ids.Max()], increments);
        Assert.Contains($"MYSQL_SOURCE_PORT='{topology.Servers[0].Port}'", await File.ReadAllTextAsync(Path.Combine(topology.BaseDirectory, "mysql-replication.env"), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_replica_becomes_the_source()
    {
        var topology = await Trio.OpenAsync();
        var name = topology.Servers[2].Name;

        var report = await Trio.Named(name).PromoteAsync(Token);

        Assert.Equal(name, report.NewSource);
        await Trio.AssertInSyncAsync();
        var refused = await Assert.ThrowsAsync<MySqlReplicationException>(() => Trio.Named(name).PromoteAsync(Token));
        Assert.Contains($"{name} is the source already", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_switchover_that_is_killed_before_it_is_decided_is_taken_back()
    {
        var topology = await Trio.OpenAsync();
        var recorded = StateFile.Read(new TopologyPaths(topology.BaseDirectory))!;
        var source = topology.Servers[0];
        StateFile.Write(recorded with { Promotion = new Promotion(PromotionKind.Switchover, source.Name, topology.Servers[1].Name) });
        await Client.ExecuteAsync(source, Trio.IsModern ? "SET GLOBAL super_read_only = ON" : "SET GLOBAL read_only = ON");

        topology = await Trio.StartAsync();

        Assert.Equal(source.Name, topology.Servers[0].Name);
        Assert.Equal("0", await Client.ScalarAsync(source, "SELECT @@GLOBAL.read_only"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_switchover_that_is_killed_after_it_is_decided_is_completed(bool byPromote)
    {
        var topology = await Trio.OpenAsync();
        var (source, candidate) = (topology.Servers[0], topology.Servers[1]);
        await Trio.DecideAsync(topology, candidate);

        if (byPromote)
            Assert.Equal(candidate.Name, (await topology.PromoteAsync(Token)).NewSource);
        topology = await Trio.StartAsync();

        Assert.Equal(candidate.Name, topology.Servers[0].Name);
        Assert.Equal("1", await Client.ScalarAsync(source, "SELECT @@GLOBAL.read_only"));
    }
}
