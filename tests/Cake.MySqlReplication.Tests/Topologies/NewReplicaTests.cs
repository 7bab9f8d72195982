using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Topologies;

public sealed class NewReplicaTests
{
    [Fact]
    public void It_gets_the_next_name_id_and_port_and_replicates_from_the_source()
    {
        var grown = NewReplica.AddTo(Some.Topology(), port => port != 3309);

        var added = grown.Servers[^1];
        Assert.Equal(("slave2", ServerRole.Replica, 3, 3310, false, false), (added.Name, added.Role, added.ServerId, added.Port, added.PortIsFixed, added.Initialised));
        Assert.Equal(grown.Source.Version, added.Version);
        Assert.Equal(new ReplicationLink("slave2", "master"), grown.Links[^1]);
        Assert.Equal(2, grown.Links.Count);
    }

    [Fact]
    public void It_has_a_network_of_its_own_because_one_that_others_share_cannot_publish_any_more_ports()
    {
        var grown = NewReplica.AddTo(Some.Topology(settings: new ReplicationSettings { Replicas = 2 }), _ => true);

        Assert.Equal([3307, 3308, 3309, null], grown.Servers.Select(server => server.SharedPort));
        Assert.Equal("slave3", Assert.Single(grown.Servers, server => server.IsOutsideSharedNetwork).Name);
        var without = grown with { Servers = [.. grown.Servers.TakeLast(1).Select(server => server with { Role = ServerRole.Source })], Links = [] };
        Assert.All(NewReplica.AddTo(without, _ => true).Servers, server => Assert.True(server.IsOutsideSharedNetwork));
        Assert.DoesNotContain(NewReplica.AddTo(Some.Topology(), _ => true).Servers, server => server.IsOutsideSharedNetwork);
    }

    [Fact]
    public void It_takes_the_name_and_the_id_of_one_that_was_removed()
    {
        var topology = Some.Topology(settings: new ReplicationSettings { Replicas = 3 });
        var without = topology with { Servers = [.. topology.Servers.Where(server => server.Name != "slave2")] };

        var added = NewReplica.AddTo(without, _ => true).Servers[^1];

        Assert.Equal(("slave2", 3, 3311), (added.Name, added.ServerId, added.Port));
    }

    [Fact]
    public void In_a_chain_it_follows_the_last_server()
    {
        var chain = Some.Topology(settings: new ReplicationSettings { Topology = TopologyShape.Chain, Replicas = 2 });

        Assert.Equal(new ReplicationLink("slave3", "slave2"), NewReplica.AddTo(chain, _ => true).Links[^1]);
    }

    [Theory]
    [InlineData(TopologyShape.SourceSource, "start afresh with --sources=3.")]
    [InlineData(TopologyShape.FanIn, "start afresh with --replicas=2.")]
    public void Where_there_are_several_sources_it_is_refused_with_what_to_do(TopologyShape shape, string remedy)
    {
        var several = Some.Topology(settings: new ReplicationSettings { Topology = shape });

        var refusal = Assert.Throws<MySqlReplicationException>(() => NewReplica.AddTo(several, _ => true)).Message;

        Assert.Contains("has several sources (master, master2)", refusal, StringComparison.Ordinal);
        Assert.EndsWith(remedy, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_an_end_to_names()
    {
        var topology = Some.Topology();
        var full = topology with
        {
            Servers = [topology.Source, .. Enumerable.Range(1, 99).Select(number => topology.Servers[1] with { Name = ServerNames.Replica(number), ServerId = number + 1 })],
        };
        Assert.Contains("has 99 replicas", Assert.Throws<MySqlReplicationException>(() => NewReplica.AddTo(full, _ => true)).Message, StringComparison.Ordinal);
    }
}
