using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Topologies;

public sealed class TopologyShapeTests
{
    [Fact]
    public void In_a_fan_out_all_replicas_follow_the_source() =>
        Assert.Equal(["slave<master", "slave2<master", "slave3<master"], Links(new ReplicationSettings { Replicas = 3 }));

    [Fact]
    public void In_a_chain_each_follows_the_one_before_it() =>
        Assert.Equal(["slave<master", "slave2<slave", "slave3<slave2"], Links(new ReplicationSettings { Topology = TopologyShape.Chain, Replicas = 3 }));

    [Fact]
    public void Two_sources_follow_each_other() =>
        Assert.Equal(["master<master2", "master2<master"], Links(new ReplicationSettings { Topology = TopologyShape.SourceSource }));

    [Fact]
    public void More_sources_are_a_ring() =>
        Assert.Equal(["master<master3", "master2<master", "master3<master2"], Links(new ReplicationSettings { Topology = TopologyShape.SourceSource, Sources = 3 }));

    [Fact]
    public void In_a_fan_in_every_replica_follows_all_sources_on_channels_called_after_them() =>
        Assert.Equal(
            ["slave<master on master", "slave<master2 on master2", "slave2<master on master", "slave2<master2 on master2"],
            Links(new ReplicationSettings { Topology = TopologyShape.FanIn, Replicas = 2 }));

    [Theory]
    [InlineData(TopologyShape.FanOut, 67, 67, 67)]
    [InlineData(TopologyShape.Chain, 67, 74, 74)]
    public void A_server_has_as_long_as_it_and_those_before_it_hold_back(TopologyShape shape, int first, int second, int longest)
    {
        var topology = Some.Topology(settings: new ReplicationSettings { Topology = shape, Replicas = 2, Delay = TimeSpan.FromSeconds(7), SyncTimeout = TimeSpan.FromSeconds(60) });

        Assert.Equal(
            [60, first, second, longest],
            new[] { topology.SyncTimeoutOf("master"), topology.SyncTimeoutOf("slave"), topology.SyncTimeoutOf("slave2"), topology.LongestSyncTimeout() }.Select(time => time.TotalSeconds));
    }

    [Fact]
    public void A_ring_that_holds_back_comes_to_an_end() =>
        Assert.Equal(
            TimeSpan.FromSeconds(60 + 3 * 2),
            Some.Topology(settings: new ReplicationSettings { Topology = TopologyShape.SourceSource, Sources = 3, Delay = TimeSpan.FromSeconds(3), SyncTimeout = TimeSpan.FromSeconds(60) }).LongestSyncTimeout());

    [Fact]
    public void Sources_come_first_and_every_server_has_a_port_and_an_id_of_its_own()
    {
        var topology = Some.Topology(settings: new ReplicationSettings { Topology = TopologyShape.FanIn, Sources = 3, Replicas = 2, SourcePort = 4000, ReplicaPorts = [3308, 3310] });

        Assert.Equal(
            [("master", ServerRole.Source, 1, 4000), ("master2", ServerRole.Source, 2, 3307), ("master3", ServerRole.Source, 3, 3309), ("slave", ServerRole.Replica, 4, 3308), ("slave2", ServerRole.Replica, 5, 3310)],
            topology.Servers.Select(server => (server.Name, server.Role, server.ServerId, server.Port)));
    }

    private static IEnumerable<string> Links(ReplicationSettings settings) => Some.Topology(settings: settings).Links
        .Select(link => $"{link.Replica}<{link.Source}{(link.Channel.Length == 0 ? "" : " on " + link.Channel)}");
}
