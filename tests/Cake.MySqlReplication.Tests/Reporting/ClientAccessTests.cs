using Cake.MySqlReplication.Reporting;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Reporting;

public sealed class ClientAccessTests
{
    [Fact]
    public void The_line_names_the_option_file_first_and_no_password()
    {
        var topology = Some.Topology(settings: new ReplicationSettings { RootPassword = "swordfish" });

        Assert.Equal(
            [
                $"master: mysql --defaults-file={topology.Paths.ClientFile} --host=127.0.0.1 --port={topology.Servers[0].Port}",
                $"slave: mysql --defaults-file={topology.Paths.ClientFile} --host=127.0.0.1 --port={topology.Servers[1].Port}",
            ],
            ClientAccess.Lines(topology));
    }

    [Fact]
    public void Where_servers_are_many_the_line_of_the_source_will_do() =>
        Assert.StartsWith("master: ", Assert.Single(ClientAccess.Lines(Some.Topology(settings: new ReplicationSettings { Replicas = 4 }))), StringComparison.Ordinal);

    [Fact]
    public void A_path_that_a_shell_would_take_apart_is_quoted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "That shell quotes otherwise.");
        var topology = Some.Topology() with { Paths = new TopologyPaths("/tmp/it's here") };

        Assert.Contains(" --defaults-file='/tmp/it'\\''s here/mysql-replication.cnf' ", ClientAccess.Line(topology, topology.Source), StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_option_file_a_password_is_quoted()
    {
        var topology = Some.Topology(settings: new ReplicationSettings { RootPassword = "a \"b\" \\ # 'c'" });

        var text = ClientAccess.OptionFile([.. topology.Servers.Select(server => RunningServer.Of(topology, server))]);

        Assert.Contains("[client]\nuser = \"root\"\npassword = \"a \\\"b\\\" \\\\ # 'c'\"\n", text, StringComparison.Ordinal);
    }
}
