using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Topologies;

public sealed class FlowTests
{
    [Theory]
    [InlineData(TopologyShape.Chain, "slave", "slave2,slave3")]
    [InlineData(TopologyShape.Chain, "slave3", "")]
    [InlineData(TopologyShape.FanOut, "master", "slave,slave2,slave3")]
    [InlineData(TopologyShape.SourceSource, "master2", "master3,master,master2")]
    public void What_gets_the_changes_of_a_server_is_behind_it(TopologyShape shape, string server, string behind) =>
        Assert.Equal(behind.Split(',', StringSplitOptions.RemoveEmptyEntries), Flow.Behind(Of(shape), server));

    [Fact]
    public void Links_go_down_from_the_source_in_whatever_order_they_are_recorded()
    {
        var chain = Of(TopologyShape.Chain);
        var turned = chain with { Links = [.. chain.Links.Reverse()] };

        Assert.Equal(["slave", "slave2", "slave3"], Flow.Downwards(turned).Select(link => link.Replica));
    }

    [Fact]
    public void The_end_of_a_chain_is_the_one_that_nobody_follows()
    {
        Assert.Equal("slave3", Flow.End(Of(TopologyShape.Chain)).Name);
        Assert.Equal("master", Flow.End(Of(TopologyShape.Chain) with { Links = [] }).Name);
    }

    private static Topology Of(TopologyShape shape) => Some.Topology(settings: new ReplicationSettings
    {
        Topology = shape, Replicas = 3, Sources = shape == TopologyShape.SourceSource ? 3 : null,
    });
}
