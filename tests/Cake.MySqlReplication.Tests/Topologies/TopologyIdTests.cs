using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Topologies;

public sealed class TopologyIdTests
{
    [Fact]
    public void The_key_is_sixteen_hexadecimal_digits_and_the_same_each_time()
    {
        Assert.Matches("^[0-9a-f]{16}$", new TopologyId("mysql", "/base").Key);
        Assert.Equal(new TopologyId("mysql", "/base").Key, TopologyId.Of(Some.Topology(new TopologyPaths("/base"))).Key);
    }

    [Fact]
    public void Another_name_or_another_base_is_another_key()
    {
        string[] keys = [new TopologyId("mysql", "/base").Key, new TopologyId("orders", "/base").Key, new TopologyId("mysql", "/other").Key];

        Assert.Equal(3, keys.Distinct().Count());
    }
}
