using Cake.MySqlReplication.Compose;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Compose;

public sealed class ComposeFileTests
{
    [Fact]
    public void Each_server_is_a_service_with_its_image_port_volume_and_files()
    {
        var lines = Lines(new ReplicationSettings());

        string[] service =
        [
            "  slave:",
            "    image: \"registry.example/mysql:9.7\"",
            "      - \"127.0.0.1:${SLAVE_PORT:-3308}:3306\"",
            "      - \"slave-data:/var/lib/mysql\"",
            "      - \"./slave/mysqld.cnf:/etc/mysql/conf.d/zz-mysql-replication.cnf:ro\"",
            "      - \"./slave/replication.sh:/docker-entrypoint-initdb.d/zz-mysql-replication.sh:ro\"",
        ];
        Assert.All(service, line => Assert.Contains(line, lines));
        Assert.StartsWith(ComposeFile.Header, lines[0], StringComparison.Ordinal);
        Assert.Equal(["  master-data: {}", "  slave-data: {}"], lines.SkipWhile(line => line != "volumes:").Skip(1).Where(line => line.Length > 0));
    }

    [Theory]
    [InlineData(TopologyShape.FanOut, "9.7.4", "slave", "SHOW REPLICA STATUS", 2)]
    [InlineData(TopologyShape.FanIn, "9.7.4", "slave", "SHOW REPLICA STATUS", 4)]
    [InlineData(TopologyShape.FanIn, "10.11.19-MariaDB", "slave", "SHOW ALL SLAVES STATUS", 4)]
    [InlineData(TopologyShape.SourceSource, "5.6.24", "master2", "SHOW SLAVE STATUS", 2)]
    public void A_server_is_healthy_when_both_threads_of_each_channel_run(TopologyShape shape, string version, string server, string query, int threads)
    {
        var check = HealthCheck(Lines(new ReplicationSettings { Topology = shape }, version), server);

        Assert.Contains($"--execute='{query}'", check, StringComparison.Ordinal);
        Assert.Contains($"-eq {threads} ]", check, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_is_healthy_when_it_answers_over_TCP()
    {
        var check = HealthCheck(Lines(new ReplicationSettings()), "master");

        Assert.Contains("--protocol=tcp", check, StringComparison.Ordinal);
        Assert.Contains("--execute='SELECT 1'", check, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_container_is_to_expand_is_not_expanded_by_Compose() =>
        Assert.DoesNotContain("$", HealthCheck(Lines(new ReplicationSettings()), "slave").Replace("$$", "", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public void No_password_stands_in_what_others_may_read()
    {
        var settings = new ReplicationSettings { RootPassword = new Secret("Root-secret-1"), ReplicationPassword = new Secret("Repl-secret-1") };
        var topology = Some.Topology(settings: settings);

        var text = ComposeFile.Text(topology, _ => "mysql:9.7") + string.Concat(topology.Servers.Select(server => ComposeStatements.Text(topology, server)));

        Assert.All(
            new[] { topology.RootPassword, topology.ReplicationPassword, topology.InitialPassword },
            secret => Assert.DoesNotContain(secret.Reveal(), text, StringComparison.Ordinal));
    }

    private static string[] Lines(ReplicationSettings settings, string version = "9.7.4") =>
        ComposeFile.Text(Some.Topology(settings: settings, version: ServerVersion.Parse(version)), _ => "registry.example/mysql:9.7").Split('\n');

    private static string HealthCheck(string[] lines, string server) =>
        lines.SkipWhile(line => line != $"  {server}:").First(line => line.Contains("CMD-SHELL", StringComparison.Ordinal));
}
