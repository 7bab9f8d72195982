using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Dialects;

public sealed class OptionFileTests
{
    /// <summary>With which options three real servers started, measured: MySQL 9.7.4, MySQL 5.6.24, MariaDB 10.11.19.</summary>
    private static readonly Dictionary<string, (bool MySql97, bool MySql56, bool MariaDb)> Starts = new()
    {
        ["server_id"] = (true, true, true),
        ["report_host"] = (true, true, true),
        ["log_bin"] = (true, true, true),
        // Not among those that were tried one by one; every measured replica ran with it.
        ["relay_log"] = (true, true, true),
        ["log_slave_updates"] = (true, true, true),
        ["log_replica_updates"] = (true, false, false),
        ["slave_skip_errors"] = (true, true, true),
        ["replica_skip_errors"] = (true, false, false),
        ["binlog_format"] = (true, true, true),
        ["replica_checkpoint_period"] = (true, false, false),
        ["gtid_mode"] = (true, true, false),
        ["enforce_gtid_consistency"] = (true, true, false),
        ["gtid_strict_mode"] = (false, false, true),
        ["mysqlx"] = (true, false, false),
        ["innodb_flush_log_at_trx_commit"] = (true, true, true),
        ["innodb_flush_method"] = (true, true, true),
        ["innodb_read_ahead_threshold"] = (true, true, true),
        ["sync_binlog"] = (true, true, true),
        ["innodb_buffer_pool_dump_at_shutdown"] = (true, true, true),
        ["innodb_buffer_pool_load_at_startup"] = (true, true, true),
        ["innodb_redo_log_capacity"] = (true, false, false),
        ["innodb_doublewrite_files"] = (true, false, false),
        ["innodb_doublewrite_pages"] = (true, false, false),
        ["innodb_log_writer_threads"] = (true, false, false),
        ["performance_schema"] = (true, true, true),
        ["innodb_log_buffer_size"] = (true, true, true),
        ["innodb_rollback_segments"] = (true, true, false),
        ["key_buffer_size"] = (true, true, true),
        ["aria_pagecache_buffer_size"] = (false, false, true),
        ["innodb_read_io_threads"] = (true, true, true),
        ["innodb_write_io_threads"] = (true, true, true),
        ["skip_name_resolve"] = (true, true, true),
        ["skip_host_cache"] = (false, true, true),
        ["host_cache_size"] = (true, true, true),
        ["read_only"] = (true, true, true),
        ["super_read_only"] = (true, false, false),
        ["relay_log_recovery"] = (true, true, true),
        ["relay_log_info_repository"] = (false, true, false),
        ["auto_increment_increment"] = (true, true, true),
        ["auto_increment_offset"] = (true, true, true),
    };

    [Theory]
    [InlineData("9.7.4", Positioning.Gtid)]
    [InlineData("9.7.4", Positioning.File)]
    [InlineData("5.6.24", Positioning.Gtid)]
    [InlineData("5.6.24", Positioning.File)]
    [InlineData("10.11.19-MariaDB", Positioning.Gtid)]
    [InlineData("10.11.19-MariaDB", Positioning.File)]
    public void Every_server_starts_with_what_is_written_for_it(string server, Positioning positioning)
    {
        var settings = new ReplicationSettings { Positioning = positioning, SkipDuplicateKeys = true };
        var topology = Some.Topology(settings: settings, version: ServerVersion.Parse(server));

        foreach (var name in topology.Servers.SelectMany(spec => Read(topology, spec.Name).Keys))
        {
            Assert.True(Starts.TryGetValue(name, out var starts), $"It was not measured whether {server} starts with {name}.");
            Assert.True(server[0] switch { '9' => starts.MySql97, '5' => starts.MySql56, _ => starts.MariaDb }, $"{server} does not start with {name}.");
        }
    }

    [Theory]
    [InlineData("9.7.4", "log_replica_updates")]
    [InlineData("8.0.26", "log_replica_updates")]
    [InlineData("8.0.25", "log_slave_updates")]
    [InlineData("5.6.24", "log_slave_updates")]
    [InlineData("11.8.3-MariaDB", "log_slave_updates")]
    public void Every_server_writes_a_binary_log_of_what_it_applies(string server, string option)
    {
        var topology = Some.Topology(version: ServerVersion.Parse(server));

        Assert.All(topology.Servers, spec => Assert.Equal("ON", Read(topology, spec.Name)[option]));
        Assert.All(topology.Servers, spec => Assert.Equal("mysql-bin", Read(topology, spec.Name)["log_bin"]));
    }

    [Fact]
    public void Each_server_has_its_own_id_and_name_and_a_relay_log_that_does_not_follow_the_host_name()
    {
        var topology = Some.Topology(settings: new ReplicationSettings { Replicas = 2 });

        Assert.Equal(["1", "2", "3"], topology.Servers.Select(spec => Read(topology, spec.Name)["server_id"]));
        Assert.Equal(["master", "slave", "slave2"], topology.Servers.Select(spec => Read(topology, spec.Name)["report_host"]));
        Assert.All(topology.Servers, spec => Assert.Equal("relay-bin", Read(topology, spec.Name)["relay_log"]));
    }

    [Fact]
    public void Only_replicas_are_read_only_and_generate_keys_that_do_not_collide()
    {
        var topology = Some.Topology(settings: new ReplicationSettings { Replicas = 2 });

        Assert.DoesNotContain("read_only", Read(topology, "master").Keys);
        Assert.DoesNotContain("auto_increment_offset", Read(topology, "master").Keys);
        Assert.Equal(("ON", "3", "2"), Keys(Read(topology, "slave")));
        Assert.Equal(("ON", "3", "3"), Keys(Read(topology, "slave2")));

        static (string?, string?, string?) Keys(Dictionary<string, string?> options) =>
            (options["read_only"], options["auto_increment_increment"], options["auto_increment_offset"]);
    }

    [Fact]
    public void Keys_of_replicas_differ_also_after_one_of_them_is_gone()
    {
        var topology = Some.Topology(settings: new ReplicationSettings { Replicas = 3 });
        topology = topology with { Servers = [.. topology.Servers.Where(server => server.Name != "slave")] };

        Assert.All(topology.Replicas, replica =>
        {
            var options = Read(topology, replica.Name);
            Assert.Equal(("4", $"{replica.ServerId}"), (options["auto_increment_increment"], options["auto_increment_offset"]));
        });
    }

    [Fact]
    public void Keys_of_sources_differ_also_after_one_of_them_was_made_anew()
    {
        var topology = Some.Topology(settings: new ReplicationSettings { Topology = TopologyShape.SourceSource });
        topology = topology.With(topology.Server("master2") with { ServerId = 3 });

        Assert.Equal(("3", "1"), Keys("master"));
        Assert.Equal(("3", "3"), Keys("master2"));

        (string?, string?) Keys(string server) => (Read(topology, server)["auto_increment_increment"], Read(topology, server)["auto_increment_offset"]);
    }

    [Theory]
    [InlineData("9.7.4", Positioning.Gtid, "ON")]
    [InlineData("9.7.4", Positioning.File, "OFF")]
    [InlineData("5.6.24", Positioning.Gtid, "ON")]
    [InlineData("5.6.24", Positioning.File, "OFF")]
    public void On_MySQL_GTIDs_are_on_or_off_as_the_positioning_has_it(string server, Positioning positioning, string mode)
    {
        var topology = Some.Topology(settings: new ReplicationSettings { Positioning = positioning }, version: ServerVersion.Parse(server));

        Assert.All(topology.Servers, spec => Assert.Equal(mode, Read(topology, spec.Name)["gtid_mode"]));
        Assert.All(topology.Servers, spec => Assert.Equal(mode, Read(topology, spec.Name)["enforce_gtid_consistency"]));
    }

    [Fact]
    public void A_killed_server_keeps_what_it_acknowledged() =>
        Assert.Equal("2", Read(Some.Topology(), "master")["innodb_flush_log_at_trx_commit"]);

    [Theory]
    [InlineData(false, "2", "0", "nosync", "0")]
    [InlineData(true, "1", "1", "O_DIRECT", null)]
    public void What_a_power_failure_would_not_forgive_is_left_out_by_durable(bool durable, string redo, string binaryLog, string method, string? readAhead)
    {
        var options = Read(Some.Topology(settings: new ReplicationSettings { Durable = durable }), "master");

        Assert.Equal((redo, binaryLog, method), (options["innodb_flush_log_at_trx_commit"], options["sync_binlog"], options["innodb_flush_method"]));
        Assert.Equal(readAhead, options.GetValueOrDefault("innodb_read_ahead_threshold"));
    }

    [Fact]
    public void Duplicate_keys_are_skipped_only_where_that_was_asked_for_and_only_on_replicas()
    {
        var skipping = Some.Topology(settings: new ReplicationSettings { SkipDuplicateKeys = true });

        Assert.DoesNotContain("replica_skip_errors", Read(Some.Topology(), "slave").Keys);
        Assert.Contains("--skip-duplicate-keys", OptionFile.Text(Some.Topology(), Some.Topology().Server("slave")));
        Assert.Equal("1062", Read(skipping, "slave")["replica_skip_errors"]);
        Assert.DoesNotContain("replica_skip_errors", Read(skipping, "master").Keys);
    }

    [Theory]
    [InlineData("9.7.4", "skip_replica_start")]
    [InlineData("5.6.24", "skip_slave_start")]
    [InlineData("10.11.19-MariaDB", "skip_slave_start")]
    public void A_server_whose_source_has_changed_does_not_replicate_before_it_is_pointed_there(string server, string option)
    {
        var topology = Some.Topology(settings: new ReplicationSettings { Replicas = 2 }, version: ServerVersion.Parse(server));
        var decided = new Promotion(PromotionKind.Failover, "master", "slave").Decide(topology);
        var later = decided with { Promotion = null };

        Assert.All(topology.Servers, spec => Assert.DoesNotContain(option, Read(topology, spec.Name).Keys));
        Assert.All(decided.Servers, spec => Assert.Contains(option, Read(decided, spec.Name).Keys));
        Assert.Equal([true, false, true], later.Servers.Select(spec => Read(later, spec.Name).ContainsKey(option)));
    }

    [Theory]
    [InlineData("5.6.24", Positioning.File, true)]
    [InlineData("5.6.24", Positioning.Gtid, false)]
    [InlineData("8.0.2", Positioning.File, false)]
    public void Without_GTIDs_a_killed_replica_knows_what_it_has_applied(string server, Positioning positioning, bool isAsked)
    {
        var topology = Some.Topology(settings: new ReplicationSettings { Positioning = positioning }, version: ServerVersion.Parse(server));

        Assert.Equal(isAsked, Read(topology, "slave").ContainsKey("relay_log_info_repository"));
    }

    [Fact]
    public void Further_options_come_last_so_that_they_win_and_go_to_their_server()
    {
        var topology = Some.Topology(settings: new ReplicationSettings
        {
            ServerOptions = [new("read_only", "OFF", "slave"), new("max_connections", "50"), new("skip-external-locking")],
        });

        var replica = OptionFileReader.Read(OptionFile.Text(topology, topology.Server("slave")));

        Assert.Equal([("read_only", "OFF"), ("max_connections", "50"), ("skip-external-locking", null)], replica.TakeLast(3));
        Assert.DoesNotContain("read_only", Read(topology, "master").Keys);
        Assert.Equal("50", Read(topology, "master")["max_connections"]);
        Assert.True(Read(topology, "master").ContainsKey("skip_external_locking"));
    }

    [Fact]
    public void A_server_reads_the_value_of_a_further_option_as_it_was_given() =>
        Assert.All(Some.HostileTexts().Where(text => !text.Any(char.IsControl)), value =>
        {
            var topology = Some.Topology(settings: new ReplicationSettings { ServerOptions = [new("init_connect", value)] });

            Assert.Equal(("init_connect", value), OptionFileReader.Read(OptionFile.Text(topology, topology.Source))[^1]);
        });

    [Fact]
    public void The_file_says_who_wrote_it_and_holds_no_password()
    {
        var topology = Some.Topology();
        var text = OptionFile.Text(topology, topology.Source);

        Assert.StartsWith("# Written by Cake.MySqlReplication for MySQL 9.7.4.", text, StringComparison.Ordinal);
        Assert.DoesNotContain(topology.RootPassword.Reveal(), text);
        Assert.DoesNotContain(topology.ReplicationPassword.Reveal(), text);
        Assert.DoesNotContain('\r', text);
    }

    private static Dictionary<string, string?> Read(Topology topology, string server) =>
        OptionFileReader.Read(OptionFile.Text(topology, topology.Server(server)))
            .GroupBy(option => option.Name.Replace('-', '_'))
            .ToDictionary(group => group.Key, group => group.Last().Value);
}
