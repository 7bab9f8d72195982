using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Dialects;

public sealed class CloneOptionsTests
{
    [Fact]
    public void A_server_that_becomes_a_clone_tells_how_far_it_is_and_collects_nothing_else()
    {
        var topology = Some.Topology();

        var options = OptionFileReader.Read(CloneOptions.WithFigures(topology, topology.Server("slave")));

        Assert.Equal("ON", options.Last(option => option.Name == "performance_schema").Value);
        var sizes = options.Where(option => option.Name.StartsWith("loose_performance_schema_", StringComparison.Ordinal)).ToList();
        Assert.Contains(("loose_performance_schema_digests_size", "0"), sizes);
        Assert.All(sizes, size => Assert.Equal("0", size.Value));
    }

    [Theory]
    [InlineData("performance-schema=ON", false)]
    [InlineData("slave:performance_schema_digests_size=500", false)]
    [InlineData("loose_performance_schema", false)]
    [InlineData("master:performance_schema=ON", true)]
    [InlineData("performance_schema=OFF", true)]
    [InlineData("skip-performance-schema", true)]
    [InlineData("max_connections=50", true)]
    public void What_users_want_of_its_performance_schema_stays(string option, bool isEmptied)
    {
        var topology = Some.Topology(settings: new ReplicationSettings { ServerOptions = [ServerOption.Parse(option)] });

        var options = OptionFileReader.Read(CloneOptions.WithFigures(topology, topology.Server("slave")));

        Assert.Equal("ON", options.Last(option => option.Name == "performance_schema").Value);
        Assert.Equal(isEmptied, options.Contains(("loose_performance_schema_digests_size", "0")));
    }

    [Fact]
    public void A_clone_that_starts_does_not_begin_to_work()
    {
        var topology = Some.Topology();

        var options = OptionFileReader.Read(CloneOptions.Quiet(topology, topology.Server("slave")));

        Assert.Contains(("skip-replica-start", null), options);
        Assert.Contains(("event_scheduler", "OFF"), options);
        Assert.Contains(("performance_schema", "ON"), options);
    }
}
