using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using MySqlConnector;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Replication;

/// <summary>What holds of every pair, whatever the server and the positioning.</summary>
public abstract partial class PairTests<TPair> : IClassFixture<TPair>
    where TPair : PairFixture
{
    private readonly TPair _pair;

    protected PairTests(TPair pair)
    {
        Assert.SkipWhen(pair.Obstacle is not null, pair.Obstacle ?? "");
        _pair = pair;
    }

    protected TPair Pair => _pair;

    private bool IsMariaDb => _pair.Server is TestServer.MariaDb1011 or TestServer.MariaDb118;

    private bool IsModern => _pair.Server == TestServer.MySql97;

    private string ReplicaStatus => IsModern ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS";

    [Fact]
    public void It_is_verified_with_threads_positions_and_lag()
    {
        Assert.True(_pair.Report.IsInSync, string.Join('\n', _pair.Report.Replicas.SelectMany(found => found.Problems)));
        var replica = Assert.Single(_pair.Report.Replicas);
        Assert.Equal(("Yes", "Yes"), (replica.Receiver, replica.Applier));
        Assert.InRange(replica.LagMilliseconds ?? -1, 0, 60_000);
        Assert.StartsWith("mysql-bin.", Assert.Single(_pair.Report.Sources).Position, StringComparison.Ordinal);
        Assert.Equal(_pair.Positioning == Positioning.Gtid, replica.Gtids.Length > 0);
    }

    [Fact]
    public async Task What_the_source_had_before_is_on_the_replica() =>
        Assert.Equal("kept", await Client.ScalarAsync(_pair.Replica, "SELECT text FROM early.t WHERE id = 1"));

    [Fact]
    public async Task A_database_that_a_client_creates_on_the_source_appears_on_the_replica()
    {
        await Client.ExecuteAsync(_pair.Source, "CREATE DATABASE test_walkthrough");
        await Client.EventuallyAsync(_pair.Replica, "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'test_walkthrough'", "1");
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        var before = await IdentitiesAsync();
        var uuid = await Client.ColumnAsync(_pair.Replica, ReplicaStatus, "Connect_Retry");

        await _pair.Sandbox.StartAsync(_pair.Topology.Settings);

        Assert.Equal(before, await IdentitiesAsync());
        Assert.Equal(uuid, await Client.ColumnAsync(_pair.Replica, ReplicaStatus, "Connect_Retry"));
    }

    [Fact]
    public async Task The_replica_has_no_transaction_of_its_own()
    {
        // Without GTIDs, the events of its binary log tell whose they are.
        var events = await Client.CountAsync(_pair.Replica, "SHOW BINLOG EVENTS", row => row["Server_id"] == "2" && row["Event_type"] is "Query" or "Write_rows" or "Xid");
        Assert.Equal(0, events);
        if (_pair.Positioning == Positioning.File)
            return;

        if (IsMariaDb)
        {
            Assert.DoesNotContain("-2-", await Client.ScalarAsync(_pair.Replica, "SELECT @@GLOBAL.gtid_binlog_state"), StringComparison.Ordinal);
            return;
        }

        var uuid = await Client.ScalarAsync(_pair.Replica, "SELECT @@GLOBAL.server_uuid");
        Assert.DoesNotContain(uuid!, await Client.ScalarAsync(_pair.Replica, "SELECT @@GLOBAL.gtid_executed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_replication_account_has_that_one_privilege()
    {
        var grant = await Client.ScalarAsync(_pair.Source, "SHOW GRANTS FOR 'repl'@'%'");
        Assert.StartsWith("GRANT REPLICATION SLAVE ON *.* TO", grant, StringComparison.Ordinal);
        Assert.DoesNotContain("GRANT OPTION", grant, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_replica_connects_by_name_and_retries_every_second()
    {
        Assert.Equal(_pair.Probe.SourceHost, await Client.ColumnAsync(_pair.Replica, ReplicaStatus, "Source_Host", "Master_Host"));
        Assert.Equal("1", await Client.ColumnAsync(_pair.Replica, ReplicaStatus, "Connect_Retry"));
    }

    [Theory]
    [InlineData("server_id", "1", "2")]
    [InlineData("log_bin", "1", "1")]
    [InlineData("log_slave_updates", "1", "1")]
    [InlineData("innodb_flush_log_at_trx_commit", "2", "2")]
    [InlineData("skip_name_resolve", "1", "1")]
    [InlineData("host_cache_size", "0", "0")]
    [InlineData("read_only", "0", "1")]
    [InlineData("auto_increment_increment", "1", "2")]
    [InlineData("auto_increment_offset", "1", "2")]
    public async Task Servers_run_with_the_settings_of_the_walkthrough(string variable, string onSource, string onReplica)
    {
        Assert.Equal(onSource, await Client.ScalarAsync(_pair.Source, $"SELECT @@GLOBAL.{variable}"));
        Assert.Equal(onReplica, await Client.ScalarAsync(_pair.Replica, $"SELECT @@GLOBAL.{variable}"));
    }

    [Fact]
    public async Task Even_root_cannot_write_to_the_replica_of_a_server_that_can_refuse_it()
    {
        if (!IsModern)
        {
            Assert.Equal("1", await Client.ScalarAsync(_pair.Replica, "SELECT @@GLOBAL.read_only"));
            return;
        }

        var exception = await Assert.ThrowsAsync<MySqlException>(() => Client.ExecuteAsync(_pair.Replica, "CREATE DATABASE stray"));
        Assert.Equal(MySqlErrorCode.OptionPreventsStatement, exception.ErrorCode);
    }

    private async Task<string> IdentitiesAsync() =>
        string.Join('\n', await _pair.Probe.IdentityAsync("master"), await _pair.Probe.IdentityAsync("slave"));
}
