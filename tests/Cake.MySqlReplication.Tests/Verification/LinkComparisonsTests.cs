using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Cake.MySqlReplication.Verification;
using Xunit;

namespace Cake.MySqlReplication.Tests.Verification;

public sealed class LinkComparisonsTests
{
    [Fact]
    public void A_replica_is_compared_with_its_source_at_the_time_limit_that_was_asked_for()
    {
        var link = Assert.Single(Of("slave", new ReplicationLink("slave", "master")));

        Assert.Equal(("master", "slave", "", TimeSpan.FromMinutes(1)), (link.Source.Name, link.Replica.Name, link.Channel, link.Limit));
        Assert.False(link.IsInRing);
        Assert.Empty(link.OtherSources);
    }

    [Fact]
    public void A_replica_of_several_sources_is_compared_with_each_and_may_hold_what_the_others_do()
    {
        var links = Of("slave2", new ReplicationLink("slave2", "master", "one"), new ReplicationLink("slave2", "slave", "two"));

        Assert.Equal(["master one slave", "slave two master"], links.Select(link => $"{link.Source.Name} {link.Channel} {link.OtherSources.Single().Name}"));
    }

    [Fact]
    public void Two_that_replicate_from_each_other_are_a_ring()
    {
        var link = Assert.Single(Of("slave", new ReplicationLink("slave", "master"), new ReplicationLink("master", "slave", "back")));

        Assert.True(link.IsInRing);
        Assert.Equal("back", link.BackChannel);
    }

    [Fact]
    public void So_are_three_of_which_each_replicates_from_the_next()
    {
        var link = Assert.Single(Of("slave", new ReplicationLink("slave", "master"), new ReplicationLink("master", "slave2"), new ReplicationLink("slave2", "slave")));

        Assert.True(link.IsInRing);
        Assert.Null(link.BackChannel);
    }

    [Theory]
    [InlineData("master", 2)]
    [InlineData("slave", 1)]
    public void Replicas_are_compared_at_once_unless_one_follows_the_other(string sourceOfSecond, int expected) =>
        Assert.Equal(expected, Assert.Single(Of("slave", new ReplicationLink("slave", "master"), new ReplicationLink("slave2", sourceOfSecond))).AtOnce);

    private static IReadOnlyList<ComparedLink> Of(string replica, params ReplicationLink[] links)
    {
        var topology = Some.Topology(settings: new ReplicationSettings { Replicas = 2 }) with { Links = links };
        return [.. topology.LinksOf(replica).Select(link => LinkComparisons.Of(topology, link, name => RunningServer.Of(topology, topology.Server(name))))];
    }
}
