using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Replication;

/// <summary>Topologies that are more than one source and its replicas.</summary>
public sealed class TopologyTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();

    /// <summary>Each shape by GTID and by file, on the quick servers of both engines, and once each on the newest.</summary>
    public static TheoryData<string, TopologyShape, Positioning> All
    {
        get
        {
            var data = new TheoryData<string, TopologyShape, Positioning>();
            TopologyShape[] shapes = [TopologyShape.Chain, TopologyShape.SourceSource, TopologyShape.FanIn];
            foreach (var positioning in new[] { Positioning.Gtid, Positioning.File })
            {
                foreach (var shape in shapes)
                {
                    data.Add("Process mariadb-10.11", shape, positioning);
                    data.Add("Process mysql-9.7", shape, positioning);
                    if (shape != TopologyShape.FanIn)
                        data.Add("Process mysql-5.6", shape, positioning);
                }
            }

            data.Add("Docker mysql-9.7", TopologyShape.FanIn, Positioning.Gtid);
            data.Add("Docker mysql-5.6", TopologyShape.Chain, Positioning.File);
            data.Add("Docker mariadb-10.11", TopologyShape.SourceSource, Positioning.Gtid);
            return data;
        }
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [MemberData(nameof(All))]
    public Task What_is_written_on_any_source_is_on_every_server_that_follows_it(string place, TopologyShape shape, Positioning positioning) =>
        ShapeRun.VerifyAsync(_sandbox, Settings(place, shape) with { Positioning = positioning });

    [Fact]
    public async Task A_second_run_on_a_ring_changes_nothing_and_a_killed_server_comes_back()
    {
        var place = TestPlace.QuickestProcess;
        var settings = Sandbox.WithOwnPorts(Settings(place.ToString(), TopologyShape.SourceSource) with { Sources = 3 });
        var topology = await _sandbox.StartAsync(settings);
        await Client.ExecuteAsync(topology.Servers[1], "CREATE DATABASE shop; CREATE TABLE shop.orders (id INT AUTO_INCREMENT PRIMARY KEY, origin VARCHAR(20))");
        await _sandbox.StartAsync(settings);

        await place.Probe(_sandbox).KillAsync("master");
        var again = await _sandbox.StartAsync(settings);

        await Task.WhenAll(again.Servers.Select(server => ShapeRun.InsertAsync(server, "shop.orders")));
        (await again.VerifySyncAsync(Token)).ThrowUnlessInSync();
        Assert.All(again.Servers, server => Assert.Equal("60", Client.ScalarAsync(server, "SELECT COUNT(*) FROM shop.orders").Result));
    }

    [Fact]
    public async Task A_server_without_channels_is_refused_where_a_replica_would_need_them()
    {
        var settings = Settings("Process mysql-5.6", TopologyShape.FanIn);

        var failure = await Assert.ThrowsAsync<MySqlReplicationException>(() => _sandbox.StartAsync(settings));

        Assert.Contains("MySQL 5.6", failure.Message, StringComparison.Ordinal);
        Assert.Contains("replication channels", failure.Message, StringComparison.Ordinal);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_replica_in_a_chain_that_is_broken_is_named_and_so_are_those_behind_it()
    {
        var topology = await _sandbox.StartAsync(Settings("Process mysql-5.6", TopologyShape.Chain) with { Replicas = 3 });
        await Client.ExecuteAsync(topology.Servers[2], "STOP SLAVE SQL_THREAD");

        var report = await topology.VerifySyncAsync(Token);

        Assert.Equal([false, true, true], report.Replicas.Select(replica => replica.Problems.Count > 0));
        Assert.Contains("The applier (SQL thread) is stopped", report.Replicas[1].Problems[0], StringComparison.Ordinal);
        Assert.Contains("slave2, which it replicates from, is not in sync", report.Replicas[2].Problems[0], StringComparison.Ordinal);
    }

    private ReplicationSettings Settings(string place, TopologyShape shape) =>
        TestPlace.Named(place).SettingsOrSkip(_sandbox) with { Topology = shape, Replicas = shape == TopologyShape.Chain ? 2 : 1 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
