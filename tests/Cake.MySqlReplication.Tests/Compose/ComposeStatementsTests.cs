using System.Diagnostics;
using Cake.MySqlReplication.Compose;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Compose;

public sealed class ComposeStatementsTests
{
    [Fact]
    public void A_source_gets_the_replication_account_and_begins_its_history_anew()
    {
        var lines = Lines(new ReplicationSettings(), "master");

        Assert.Contains("GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%';", lines);
        Assert.True(Array.IndexOf(lines, "SET SESSION sql_log_bin = 1;") < Array.IndexOf(lines, "RESET BINARY LOGS AND GTIDS;"));
        Assert.DoesNotContain(lines, line => line.StartsWith("CHANGE ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Positioning.Gtid, "SOURCE_AUTO_POSITION = 1")]
    [InlineData(Positioning.File, "SOURCE_AUTO_POSITION = 0, SOURCE_LOG_FILE = 'mysql-bin.000001', SOURCE_LOG_POS = 4")]
    public void A_replica_is_pointed_at_its_source_by_name_and_refuses_writes_from_its_next_start_on(Positioning positioning, string place)
    {
        var lines = Lines(new ReplicationSettings { Positioning = positioning }, "slave");

        var change = Assert.Single(lines, line => line.StartsWith("CHANGE REPLICATION SOURCE TO ", StringComparison.Ordinal));
        Assert.Contains("SOURCE_HOST = 'master', SOURCE_PORT = 3306, ", change, StringComparison.Ordinal);
        Assert.Contains(place, change, StringComparison.Ordinal);
        Assert.Equal("SET PERSIST_ONLY super_read_only = ON;", lines[Array.IndexOf(lines, "SQL") - 1]);
    }

    [Fact]
    public void A_replica_of_two_sources_has_a_channel_for_each()
    {
        var changes = Lines(new ReplicationSettings { Topology = TopologyShape.FanIn }, "slave").Where(line => line.StartsWith("CHANGE ", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, changes.Count);
        Assert.EndsWith("FOR CHANNEL 'master';", changes[0], StringComparison.Ordinal);
        Assert.EndsWith("FOR CHANNEL 'master2';", changes[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_comes_from_the_environment_and_ends_no_literal()
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "There is no bash, which images have.");
        var topology = Some.Topology(settings: new ReplicationSettings { ReplicationPassword = new Secret("it's \\ odd & ü$HOME") });
        var start = new ProcessStartInfo("/bin/bash", ["-c", "docker_process_sql() { cat; }; " + ComposeStatements.Text(topology, topology.Server("slave"))])
        {
            RedirectStandardOutput = true,
        };
        foreach (var variable in ComposePasswords.Text(topology).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            start.Environment[variable.Split('=')[0]] = variable.Split('=')[1];

        using var bash = Process.Start(start)!;
        var statements = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Contains("SOURCE_PASSWORD = 'it''s \\\\ odd & ü$HOME', ", statements, StringComparison.Ordinal);
        Assert.EndsWith("SET PERSIST_ONLY super_read_only = ON;\n", statements, StringComparison.Ordinal);
    }

    private static string[] Lines(ReplicationSettings settings, string server)
    {
        var topology = Some.Topology(settings: settings);
        return [.. ComposeStatements.Text(topology, topology.Server(server)).Split('\n').Where(line => line.Length > 0)];
    }
}
