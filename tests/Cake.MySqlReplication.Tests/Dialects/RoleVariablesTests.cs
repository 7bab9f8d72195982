using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Dialects;

public sealed class RoleVariablesTests
{
    // By role, but not changed on a running server: how it is changed, who may write while it is; and what no running server takes.
    private static readonly string[] Others = ["read-only", "relay_log_recovery"];

    public static TheoryData<string> Servers => ["9.7.4", "5.6.24", "10.11.19-MariaDB"];

    [Theory]
    [MemberData(nameof(Servers))]
    public void What_the_option_file_has_by_role_is_what_is_set_on_a_running_server(string version)
    {
        var topology = Some.Topology(settings: new ReplicationSettings { Replicas = 2 }, version: ServerVersion.Parse(version));
        var (source, replica) = (topology.Server("master"), topology.Server("slave"));
        var byRole = Options(topology, replica).Except(Options(topology, replica with { Role = ServerRole.Source }))
            .Where(option => !Others.Contains(option.Split(" = ")[0]));

        Assert.Equal(byRole.Order(), RoleVariables.Of(topology, replica).Select(variable => $"{variable.Name} = {variable.Value}").Order());
        Assert.Equal(
            RoleVariables.Of(topology, replica).Select(variable => variable.Name), RoleVariables.Of(topology, source).Select(variable => variable.Name));
    }

    [Fact]
    public void What_the_user_has_set_is_left_alone()
    {
        var topology = Some.Topology(settings: new ReplicationSettings { ServerOptions = [new ServerOption("auto-increment-increment", "10", "slave")] });

        Assert.DoesNotContain(RoleVariables.Of(topology, topology.Server("slave")), variable => variable.Name == "auto_increment_increment");
        Assert.Contains(RoleVariables.Of(topology, topology.Server("master")), variable => variable.Name == "auto_increment_increment");
    }

    private static IEnumerable<string> Options(Topology topology, ServerSpec server) =>
        OptionFile.Text(topology, server).Split('\n').Where(line => line.Contains(" = ", StringComparison.Ordinal) && !line.StartsWith('#'));
}
