using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Topologies;

public sealed class TopologyPlannerTests
{
    private static readonly ReplicationSettings Defaults = new();

    [Fact]
    public void Servers_are_called_as_in_the_walkthrough_and_numbered_from_1()
    {
        var topology = Plan(Defaults with { Replicas = 3 });

        Assert.Equal(["master", "slave", "slave2", "slave3"], topology.Servers.Select(server => server.Name));
        Assert.Equal([1, 2, 3, 4], topology.Servers.Select(server => server.ServerId));
        Assert.Equal(ServerRole.Source, topology.Source.Role);
        Assert.All(topology.Replicas, replica => Assert.Equal(ServerRole.Replica, replica.Role));
        Assert.All(topology.Servers, server => Assert.False(server.Initialised));
    }

    [Fact]
    public void Ports_are_counted_from_3307()
    {
        var topology = Plan(Defaults with { Replicas = 2 });

        Assert.Equal([3307, 3308, 3309], Ports(topology));
        Assert.All(topology.Servers, server => Assert.False(server.PortIsFixed));
    }

    [Fact]
    public void Ports_are_counted_from_the_first_one_that_is_asked_for() =>
        Assert.Equal([4400, 4401], Ports(Plan(Defaults with { FirstPort = 4400 })));

    [Fact]
    public void Taken_ports_are_left_out() =>
        Assert.Equal([3309, 3311], Ports(Plan(Defaults, taken: [3307, 3308, 3310])));

    [Fact]
    public void Three_servers_share_a_network_unless_an_option_opens_one_more_port()
    {
        var three = Defaults with { Replicas = 2 };

        Assert.Equal([3307, 3308, 3309], Plan(three).Servers.Select(server => server.SharedPort));
        Assert.False(Plan(Defaults).SharesNetwork);
        foreach (var option in new[] { "admin-address=127.0.0.1", "extra_port=4000", "mysqlx=ON" })
            Assert.False(Plan(three with { ServerOptions = [ServerOption.Parse(option)] }).SharesNetwork);
    }

    [Fact]
    public void Ports_that_are_asked_for_are_kept_even_if_they_are_taken()
    {
        var topology = Plan(Defaults with { SourcePort = 4406, ReplicaPorts = [4407] }, taken: [4406, 4407]);

        Assert.Equal([4406, 4407], Ports(topology));
        Assert.All(topology.Servers, server => Assert.True(server.PortIsFixed));
    }

    [Fact]
    public void A_chosen_port_is_never_one_that_another_server_was_asked_for()
    {
        Assert.Equal([3308, 3309, 3310], Ports(Plan(Defaults with { Replicas = 2, SourcePort = 3308 })));
        Assert.Equal([3309, 3307, 3308], Ports(Plan(Defaults with { Replicas = 2, ReplicaPorts = [3307, 3308] })));
    }

    [Fact]
    public void Replicas_begin_at_3308_wherever_the_source_is() =>
        Assert.Equal([4400, 3308, 3309], Ports(Plan(Defaults with { Replicas = 2, SourcePort = 4400 })));

    [Fact]
    public void Where_no_port_is_free_the_error_names_the_settings_to_use()
    {
        var message = Assert.Throws<MySqlReplicationException>(() =>
            TopologyPlanner.Plan(Defaults, new TopologyPaths("/base"), _ => (Some.MySql97, "the image mysql:9.7"), isFree: _ => false)).Message;

        Assert.Contains("--source-port", message);
        Assert.Contains("--replica-ports", message);
    }

    [Fact]
    public void The_next_port_is_free_and_not_planned_for_another_server() =>
        Assert.Equal(3310, TopologyPlanner.NextPort(Plan(Defaults), 3307, port => port != 3309));

    [Fact]
    public void Passwords_that_are_not_given_are_made_up_and_differ()
    {
        var (one, other) = (Plan(Defaults), Plan(Defaults));

        Assert.NotEqual(one.RootPassword, other.RootPassword);
        Assert.NotEqual(one.RootPassword, one.ReplicationPassword);
        Assert.NotEqual(one.ReplicationPassword, other.ReplicationPassword);
        Assert.Null(one.Asked.RootPassword);
    }

    [Fact]
    public void Passwords_that_are_given_are_used()
    {
        var topology = Plan(Defaults with { RootPassword = "r00t", ReplicationPassword = "it's" });

        Assert.Equal("r00t", topology.RootPassword.Reveal());
        Assert.Equal("it's", topology.ReplicationPassword.Reveal());
    }

    [Fact]
    public void An_image_initialises_with_roots_own_password_where_that_needs_no_quoting()
    {
        var topology = Plan(Defaults with { RootPassword = "Abc123" });

        Assert.Equal(topology.RootPassword, topology.InitialPassword);
        var random = Plan(Defaults);
        Assert.Equal(random.RootPassword, random.InitialPassword);
    }

    [Theory]
    [InlineData("it's")]
    [InlineData("back\\slash")]
    [InlineData("two words")]
    [InlineData("pässwörd")]
    public void An_image_initialises_with_a_plain_password_where_roots_own_needs_quoting(string password)
    {
        var topology = Plan(Defaults with { RootPassword = password });

        Assert.Equal(password, topology.RootPassword.Reveal());
        Assert.Matches("^[A-Za-z0-9]+$", topology.InitialPassword.Reveal());
    }

    [Theory]
    [InlineData(Positioning.Auto, Positioning.Gtid)]
    [InlineData(Positioning.Gtid, Positioning.Gtid)]
    [InlineData(Positioning.File, Positioning.File)]
    public void Positioning_is_by_gtid_unless_files_are_asked_for(Positioning asked, Positioning planned) =>
        Assert.Equal(planned, Plan(Defaults with { Positioning = asked }).Positioning);

    private static IEnumerable<int> Ports(Topology topology) => topology.Servers.Select(server => server.Port);

    private static Topology Plan(ReplicationSettings settings, params int[] taken) =>
        TopologyPlanner.Plan(settings, new TopologyPaths("/base"), _ => (Some.MySql97, "the image mysql:9.7"), port => !taken.Contains(port));
}
