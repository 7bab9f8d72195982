using Cake.MySqlReplication.Replication.Growth;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Replication.Growth;

public sealed class ReplicaRemovalTests
{
    private static readonly Topology Three = Some.Topology(settings: new ReplicationSettings { Replicas = 3 });

    [Fact]
    public void The_last_one_goes_first() => Assert.Equal("slave3", ReplicaRemoval.Find(Three, null).Name);

    [Fact]
    public void One_that_is_named_goes() => Assert.Equal("slave", ReplicaRemoval.Find(Three, "slave").Name);

    [Fact]
    public void One_that_others_replicate_from_stays()
    {
        var chain = Three with { Links = [new("slave", "master"), new("slave2", "master"), new("slave3", "slave2")] };

        Assert.Contains("slave2 cannot be removed: slave3 replicates from it.", Refusal(chain, "slave2"), StringComparison.Ordinal);
        Assert.Equal("slave3", ReplicaRemoval.Find(chain, null).Name);
        var turned = Three with { Links = [new("slave3", "master"), new("slave2", "slave3"), new("slave", "slave2")] };
        Assert.Equal("slave", ReplicaRemoval.Find(turned, null).Name);
    }

    [Theory]
    [InlineData("master", "master is a source, and only a replica can be removed: slave, slave2, slave3.")]
    [InlineData("slave9", "has no replica called slave9. Its replicas are slave, slave2, slave3;")]
    public void What_is_no_replica_is_refused(string name, string why) => Assert.Contains(why, Refusal(Three, name), StringComparison.Ordinal);

    [Fact]
    public void The_only_one_stays() => Assert.Contains("slave is the only replica", Refusal(Some.Topology(), null), StringComparison.Ordinal);

    [Fact]
    public void A_ring_has_none()
    {
        var ring = Some.Topology(settings: new ReplicationSettings { Topology = TopologyShape.SourceSource });

        Assert.Contains("has no replica to remove", Refusal(ring, null), StringComparison.Ordinal);
        Assert.Contains("only a replica can be removed: there is none.", Refusal(ring, "master2"), StringComparison.Ordinal);
    }

    private static string Refusal(Topology topology, string? asked) =>
        Assert.Throws<MySqlReplicationException>(() => ReplicaRemoval.Find(topology, asked)).Message;
}
