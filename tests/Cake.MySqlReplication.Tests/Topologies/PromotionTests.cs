using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Topologies;

public sealed class PromotionTests
{
    private static Topology FanOut => Some.Topology(settings: new ReplicationSettings { Replicas = 3 });

    /// <summary>master, slave, slave2, slave3: each replicates from the one before.</summary>
    private static Topology Chain => FanOut with { Links = [new("slave", "master"), new("slave2", "slave"), new("slave3", "slave2")] };

    [Fact]
    public void All_others_follow_the_new_source_and_so_does_the_old_one()
    {
        var promoted = Promote(FanOut, "slave2");

        Assert.Equal([new("master", "slave2"), new("slave", "slave2"), new("slave3", "slave2")], promoted.Links);
        Assert.Equal("slave2", promoted.Source.Name);
        Assert.Equal(["master", "slave", "slave3"], promoted.Replicas.Select(server => server.Name));
        Assert.Equal(["master", "slave", "slave3"], promoted.Servers.Where(server => server.MustRejoin).Select(server => server.Name));
        Assert.True(promoted.Promotion!.IsDecided);
    }

    [Fact]
    public void In_a_chain_those_behind_the_new_source_go_on_to_follow_whom_they_followed()
    {
        var promoted = Promote(Chain, "slave");

        Assert.Equal([new("master", "slave"), new("slave2", "slave"), new("slave3", "slave2")], promoted.Links);
        Assert.False(promoted.Server("slave3").MustRejoin);
    }

    [Fact]
    public void In_a_chain_those_before_the_new_source_follow_it()
    {
        var promoted = Promote(Chain, "slave2");

        Assert.Equal([new("master", "slave2"), new("slave", "slave2"), new("slave3", "slave2")], promoted.Links);
    }

    [Fact]
    public void One_that_had_not_rejoined_after_an_earlier_change_still_must()
    {
        var earlier = FanOut.With(FanOut.Server("slave3") with { MustRejoin = true });

        Assert.True(Promote(earlier, "slave").Server("slave3").MustRejoin);
        Assert.DoesNotContain(earlier.WithoutOutsiders().Links, link => link.Replica == "slave3");
    }

    [Fact]
    public void It_is_recorded()
    {
        using var folder = new TemporaryFolder();
        var paths = folder.Paths;
        var promotion = new Promotion(PromotionKind.Failover, "master", "slave") { File = "mysql-bin.000002", Offset = 157, AtSamePoint = ["slave2"] };

        StateFile.Write(promotion.Decide(Some.Topology(paths, new ReplicationSettings { Replicas = 2 })));

        var recorded = StateFile.Read(paths)!;
        Assert.Equal(["slave2"], recorded.Promotion!.AtSamePoint);
        Assert.Equal(promotion with { IsDecided = true, AtSamePoint = recorded.Promotion.AtSamePoint }, recorded.Promotion);
        Assert.True(recorded.Server("slave2").MustRejoin);
    }

    private static Topology Promote(Topology topology, string server) => new Promotion(PromotionKind.Switchover, "master", server).Decide(topology);
}
