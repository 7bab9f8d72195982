using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Replication;

public sealed class MySql97ByGtidTests(MySql97ByGtid pair) : ContainerPairTests<MySql97ByGtid>(pair);

public sealed class MySql97ByFileTests(MySql97ByFile pair) : ContainerPairTests<MySql97ByFile>(pair);

public sealed class MySql56ByGtidTests(MySql56ByGtid pair) : ContainerPairTests<MySql56ByGtid>(pair);

public sealed class MySql56ByFileTests(MySql56ByFile pair) : ContainerPairTests<MySql56ByFile>(pair);

public sealed class MariaDb1011ByGtidTests(MariaDb1011ByGtid pair) : ContainerPairTests<MariaDb1011ByGtid>(pair);

public sealed class MariaDb1011ByFileTests(MariaDb1011ByFile pair) : ContainerPairTests<MariaDb1011ByFile>(pair);

/// <summary>What holds of pairs in containers alone.</summary>
public abstract class ContainerPairTests<TPair>(TPair pair) : PairTests<TPair>(pair)
    where TPair : PairFixture
{
    [Fact]
    public async Task Ports_are_published_on_the_loopback_address_alone()
    {
        foreach (var (server, name) in new[] { (Pair.Source, "master"), (Pair.Replica, "slave") })
        {
            var ports = (await InspectAsync(name)).GetProperty("HostConfig").GetProperty("PortBindings").GetProperty("3306/tcp");
            var binding = Assert.Single(ports.EnumerateArray());
            Assert.Equal("127.0.0.1", binding.GetProperty("HostIp").GetString());
            Assert.Equal($"{server.Port}", binding.GetProperty("HostPort").GetString());
        }
    }

    [Fact]
    public async Task Servers_use_no_volume_that_could_be_left_behind()
    {
        foreach (var name in new[] { "master", "slave" })
            Assert.All((await InspectAsync(name)).GetProperty("Mounts").EnumerateArray(), mount => Assert.Equal("bind", mount.GetProperty("Type").GetString()));
    }

    [Fact]
    public async Task Containers_are_labelled_with_their_topology()
    {
        var labels = (await InspectAsync("slave")).GetProperty("Config").GetProperty("Labels");
        Assert.Equal(Pair.Sandbox.Name, labels.GetProperty("cake-mysql-replication.topology").GetString());
        Assert.Equal(Pair.Sandbox.Base, labels.GetProperty("cake-mysql-replication.base").GetString());
        Assert.Equal("slave", labels.GetProperty("cake-mysql-replication.server").GetString());
    }

    [Fact]
    public async Task Containers_are_recorded_beside_the_option_files()
    {
        foreach (var name in new[] { "master", "slave" })
        {
            var recorded = await File.ReadAllLinesAsync(Path.Combine(Pair.Sandbox.Base, name, "container.id"), TestContext.Current.CancellationToken);
            Assert.Equal((await InspectAsync(name)).GetProperty("Id").GetString(), recorded[1]);
        }
    }

    private Task<System.Text.Json.JsonElement> InspectAsync(string server) => DockerProbe.InspectAsync($"{Pair.Sandbox.Name}_{server}");
}
