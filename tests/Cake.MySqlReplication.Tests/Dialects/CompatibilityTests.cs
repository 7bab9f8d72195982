using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Dialects;

public sealed class CompatibilityTests
{
    private static readonly ReplicationSettings Pair = new();

    [Theory]
    [InlineData("5.6.4", "5.6.5")]
    [InlineData("5.5.62", "5.6.5")]
    [InlineData("5.5.68-MariaDB", "10.0.5")]
    [InlineData("10.0.4-MariaDB", "10.0.5")]
    public void A_server_without_gtids_is_refused_with_the_oldest_that_has_them(string version, string oldest)
    {
        var message = Refused(Pair, version, version);

        Assert.Contains($"from somewhere is too old: {oldest} is the oldest of its family that works", message);
        Assert.Contains("--image", message);
    }

    [Theory]
    [InlineData("5.6.5", "5.6.5")]
    [InlineData("9.7.4", "9.7.4")]
    [InlineData("10.0.5-MariaDB", "10.0.5-MariaDB")]
    [InlineData("5.6.24", "9.7.4")]
    [InlineData("8.4.1", "8.4.7")]
    [InlineData("8.4.7", "8.4.1")]
    [InlineData("10.11.19-MariaDB", "11.8.3-MariaDB")]
    public void Equal_servers_and_newer_replicas_are_accepted(string source, string replica) => Compatibility.Ensure(Topology(Pair, source, replica));

    [Theory]
    [InlineData("9.7.4", "8.4.7", "a replica of an older version")]
    [InlineData("11.8.3-MariaDB", "10.11.19-MariaDB", "a replica of an older version")]
    [InlineData("9.7.4", "11.8.3-MariaDB", "MySQL and MariaDB differ")]
    [InlineData("10.11.19-MariaDB", "9.7.4", "MySQL and MariaDB differ")]
    public void Replicas_that_do_not_understand_their_source_are_refused(string source, string replica, string why)
    {
        var message = Refused(Pair, source, replica);

        Assert.Contains("slave (", message);
        Assert.Contains(why, message);
    }

    [Fact]
    public void All_that_stands_against_a_topology_is_told_at_once()
    {
        var settings = new ReplicationSettings { Topology = TopologyShape.FanIn, Tls = true, Delay = TimeSpan.FromSeconds(5) };

        var message = Refused(settings, "10.1.48-MariaDB", "5.6.24");

        Assert.Contains("master: MariaDB 10.1.48 makes no certificate", message);
        Assert.Contains("master2: MariaDB 10.1.48 makes no certificate", message);
        Assert.Contains("slave: MySQL 5.6.24 has no replication channels", message);
        Assert.Contains("differ", message);
        Assert.EndsWith("Nothing was started.", message);
    }

    [Fact]
    public void A_certificate_that_is_given_is_enough_for_TLS() =>
        Compatibility.Ensure(Topology(new ReplicationSettings { Tls = true, ServerOptions = [new ServerOption("ssl-cert", "/c.pem", "master")] }, "5.6.24", "5.6.24"));

    [Theory]
    [InlineData("5.6.24", true)]
    [InlineData("10.3.39-MariaDB", true)]
    [InlineData("10.2.44-MariaDB", false)]
    public void Semi_synchronous_replication_is_refused_where_there_is_none(string version, bool accepted)
    {
        var topology = Topology(new ReplicationSettings { SemiSync = true }, version, version);

        Assert.Equal(accepted, Record.Exception(() => Compatibility.Ensure(topology)) is null);
    }

    private static string Refused(ReplicationSettings settings, string source, string replica) =>
        Assert.Throws<MySqlReplicationException>(() => Compatibility.Ensure(Topology(settings, source, replica))).Message;

    private static Topology Topology(ReplicationSettings settings, string source, string replica) => TopologyPlanner.Plan(
        settings,
        new TopologyPaths("/base"),
        server => (ServerVersion.Parse(server.StartsWith("master", StringComparison.Ordinal) ? source : replica)!, "somewhere"),
        isFree: _ => true);
}
