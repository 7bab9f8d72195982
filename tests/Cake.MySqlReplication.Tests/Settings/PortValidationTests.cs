using Cake.MySqlReplication.Settings;
using Xunit;
using static Cake.MySqlReplication.Tests.Settings.Validation;

namespace Cake.MySqlReplication.Tests.Settings;

public sealed class PortValidationTests
{
    private static readonly ReplicationSettings Defaults = new();

    [Theory]
    [InlineData(0)]
    [InlineData(65001)]
    public void The_search_for_ports_begins_where_there_are_some(int port) =>
        Assert.Contains($"first-port: {port} is out of range. Allowed: 1 to 65000.", Only("first-port: ", Defaults with { FirstPort = port }));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65536)]
    public void Ports_are_from_1_to_65535(int port)
    {
        Only("source-port: ", Defaults with { SourcePort = port, ReplicaPorts = [4407] });
        Only("replica-ports: ", Defaults with { SourcePort = 4406, ReplicaPorts = [port] });
        Assert.Empty((Defaults with { SourcePort = 1, ReplicaPorts = [65535] }).Validate());
    }

    [Fact]
    public void Every_bad_replica_port_is_told()
    {
        var problems = (Defaults with { Replicas = 2, ReplicaPorts = [70000, 80000] }).Validate();

        Assert.Equal(2, problems.Count);
        Assert.Contains("70000", problems[0]);
        Assert.Contains("80000", problems[1]);
    }

    [Fact]
    public void A_port_serves_one_server()
    {
        Assert.Contains("4406 is given 2 times", Only("source-port, replica-ports: ", Defaults with { SourcePort = 4406, ReplicaPorts = [4406] }));
        Assert.Contains("4407 is given 2 times", Only("source-port, replica-ports: ", Defaults with { Replicas = 2, ReplicaPorts = [4407, 4407] }));
    }

    [Theory]
    [InlineData(1, new[] { 4407, 4408 })]
    [InlineData(3, new[] { 4407, 4408 })]
    public void Replica_ports_are_given_for_each_replica_or_none(int replicas, int[] ports) =>
        Assert.Contains($"2 given for {replicas} replicas", Only("replica-ports: ", Defaults with { Replicas = replicas, ReplicaPorts = ports }));

    [Theory]
    [InlineData("localhost")]
    [InlineData("::1")]
    [InlineData("300.1.1.1")]
    [InlineData("1")]
    [InlineData("127.1")]
    [InlineData("127.0.0.1.")]
    [InlineData("127.0.0.010")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("")]
    public void Ports_are_published_on_an_IPv4_address(string address) => Only("publish-address: ", Defaults with { PublishAddress = address });
}
