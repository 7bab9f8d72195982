using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Dialects;

/// <summary>Which words each version understands: at each version where one of them changed, and at the one before.</summary>
public sealed class DialectStatementTests
{
    private static readonly SourceMark Mark = new(new BinaryLogPosition("mysql-bin.000001", 824), "uuid:1-7");

    [Theory]
    [InlineData("5.6.24", "SLAVE")]
    [InlineData("5.7.44", "SLAVE")]
    [InlineData("8.0.22", "SLAVE")]
    [InlineData("8.0.23", "REPLICA")]
    [InlineData("8.4.7", "REPLICA")]
    [InlineData("9.7.4", "REPLICA")]
    [InlineData("MariaDB 10.5.29", "SLAVE")]
    [InlineData("MariaDB 10.11.19", "SLAVE")]
    [InlineData("MariaDB 11.8.3", "SLAVE")]
    public void Replicas_are_started_and_asked_in_the_servers_words(string version, string word)
    {
        var dialect = DialectOf(version);

        Assert.Equal($"START {word}", dialect.StartReplica(""));
        Assert.Equal($"SHOW {word} STATUS", dialect.ShowReplicaStatus(""));
    }

    [Theory]
    [InlineData("9.7.4", "START REPLICA FOR CHANNEL 'c'", "RESET REPLICA ALL FOR CHANNEL 'c'", "SHOW REPLICA STATUS FOR CHANNEL 'c'")]
    [InlineData("5.7.44", "START SLAVE FOR CHANNEL 'c'", "RESET SLAVE ALL FOR CHANNEL 'c'", "SHOW SLAVE STATUS FOR CHANNEL 'c'")]
    [InlineData("MariaDB 10.11.19", "START SLAVE 'c'", "RESET SLAVE 'c' ALL", "SHOW SLAVE 'c' STATUS")]
    public void A_channel_is_named_where_there_is_one(string version, string start, string forget, string show)
    {
        var dialect = DialectOf(version);

        Assert.Equal([start, forget, show], [dialect.StartReplica("c"), dialect.ForgetSource("c"), dialect.ShowReplicaStatus("c")]);
    }

    [Theory]
    [InlineData("5.6.24", "STOP SLAVE SQL_THREAD", "START SLAVE SQL_THREAD UNTIL SQL_AFTER_GTIDS = 'uuid:1-7'", "START SLAVE SQL_THREAD UNTIL MASTER_LOG_FILE = 'mysql-bin.000001', MASTER_LOG_POS = 824")]
    [InlineData("9.7.4", "STOP REPLICA SQL_THREAD", "START REPLICA SQL_THREAD UNTIL SQL_AFTER_GTIDS = 'uuid:1-7'", "START REPLICA SQL_THREAD UNTIL SOURCE_LOG_FILE = 'mysql-bin.000001', SOURCE_LOG_POS = 824")]
    [InlineData("MariaDB 10.11.19", "STOP SLAVE SQL_THREAD", "START SLAVE SQL_THREAD UNTIL MASTER_LOG_FILE = 'mysql-bin.000001', MASTER_LOG_POS = 824", "START SLAVE SQL_THREAD UNTIL MASTER_LOG_FILE = 'mysql-bin.000001', MASTER_LOG_POS = 824")]
    public void An_applier_is_stopped_and_started_up_to_a_mark(string version, string stop, string byGtid, string byFile)
    {
        var dialect = DialectOf(version);

        Assert.Equal(
            [stop, byGtid, byFile],
            [dialect.StopApplier(""), dialect.StartApplierUntil(Mark, Positioning.Gtid, ""), dialect.StartApplierUntil(Mark, Positioning.File, "")]);
    }

    [Theory]
    [InlineData("9.7.4", "STOP REPLICA SQL_THREAD FOR CHANNEL 'c'", "START REPLICA SQL_THREAD FOR CHANNEL 'c'")]
    [InlineData("MariaDB 10.11.19", "STOP SLAVE 'c' SQL_THREAD", "START SLAVE 'c' SQL_THREAD")]
    public void An_applier_of_a_channel_is_stopped_and_started(string version, string stop, string start) =>
        Assert.Equal([stop, start], [DialectOf(version).StopApplier("c"), DialectOf(version).StartApplier("c")]);

    [Theory]
    [InlineData("5.6.24", "SHOW MASTER STATUS", "RESET MASTER")]
    [InlineData("8.0.23", "SHOW MASTER STATUS", "RESET MASTER")]
    [InlineData("8.1.0", "SHOW MASTER STATUS", "RESET MASTER")]
    [InlineData("8.2.0", "SHOW BINARY LOG STATUS", "RESET BINARY LOGS AND GTIDS")]
    [InlineData("8.4.7", "SHOW BINARY LOG STATUS", "RESET BINARY LOGS AND GTIDS")]
    [InlineData("9.7.4", "SHOW BINARY LOG STATUS", "RESET BINARY LOGS AND GTIDS")]
    [InlineData("MariaDB 10.11.19", "SHOW MASTER STATUS", "SET @flush = @@GLOBAL.innodb_flush_log_at_trx_commit|SET GLOBAL innodb_flush_log_at_trx_commit = 1|" +
        "FLUSH LOCAL ENGINE LOGS|SET GLOBAL innodb_flush_log_at_trx_commit = @flush|RESET MASTER|SET GLOBAL gtid_slave_pos = ''")]
    public void A_sources_binary_log_is_asked_for_and_forgotten_in_the_servers_words(string version, string show, string forget)
    {
        Assert.Equal(show, DialectOf(version).ShowSourceStatus);
        Assert.Equal(forget.Split('|'), DialectOf(version).ForgetHistory);
    }

    [Theory]
    [InlineData("5.6.24", "WAIT_UNTIL_SQL_THREAD_AFTER_GTIDS", "MASTER_POS_WAIT")]
    [InlineData("5.7.4", "WAIT_UNTIL_SQL_THREAD_AFTER_GTIDS", "MASTER_POS_WAIT")]
    [InlineData("5.7.5", "WAIT_FOR_EXECUTED_GTID_SET", "MASTER_POS_WAIT")]
    [InlineData("8.0.25", "WAIT_FOR_EXECUTED_GTID_SET", "MASTER_POS_WAIT")]
    [InlineData("8.0.26", "WAIT_FOR_EXECUTED_GTID_SET", "SOURCE_POS_WAIT")]
    [InlineData("9.7.4", "WAIT_FOR_EXECUTED_GTID_SET", "SOURCE_POS_WAIT")]
    [InlineData("MariaDB 10.11.19", "MASTER_GTID_WAIT", "MASTER_POS_WAIT")]
    public void A_replica_waits_by_the_functions_that_it_has(string version, string byGtid, string byFile)
    {
        var dialect = DialectOf(version);

        Assert.Equal($"SELECT {byGtid}('uuid:1-7', 2)", dialect.Wait(Mark, Positioning.Gtid, 2, channel: ""));
        Assert.Equal($"SELECT {byFile}('mysql-bin.000001', 824, 2)", dialect.Wait(Mark, Positioning.File, 2, channel: ""));
        Assert.Equal($"SELECT {byFile}('mysql-bin.000001', 824, 2, 'c')", dialect.Wait(Mark, Positioning.File, 2, channel: "c"));
    }

    [Theory]
    [InlineData("5.6.24", null, Outcomes.ApplierStopped, Outcomes.ApplierStopped)]
    [InlineData("5.6.24", -1, Outcomes.TimedOut, Outcomes.TimedOut)]
    [InlineData("5.6.24", 0, Outcomes.Reached, Outcomes.Reached)]
    [InlineData("5.6.24", 3, Outcomes.Reached, Outcomes.Reached)]
    [InlineData("9.7.4", null, Outcomes.TimedOut, Outcomes.ApplierStopped)]
    [InlineData("9.7.4", -1, Outcomes.TimedOut, Outcomes.TimedOut)]
    [InlineData("9.7.4", 0, Outcomes.Reached, Outcomes.Reached)]
    [InlineData("9.7.4", 1, Outcomes.TimedOut, Outcomes.Reached)]
    [InlineData("MariaDB 10.11.19", null, Outcomes.TimedOut, Outcomes.ApplierStopped)]
    [InlineData("MariaDB 10.11.19", -1, Outcomes.TimedOut, Outcomes.TimedOut)]
    [InlineData("MariaDB 10.11.19", 0, Outcomes.Reached, Outcomes.Reached)]
    [InlineData("MariaDB 10.11.19", 5, Outcomes.TimedOut, Outcomes.Reached)]
    public void The_answer_of_a_wait_means_what_its_function_means_by_it(string version, int? answer, string byGtid, string byFile)
    {
        Assert.Equal(byGtid, DialectOf(version).Outcome(answer, Positioning.Gtid).ToString());
        Assert.Equal(byFile, DialectOf(version).Outcome(answer, Positioning.File).ToString());
    }

    [Theory]
    [InlineData("5.6.24", false)]
    [InlineData("5.7.7", false)]
    [InlineData("5.7.8", true)]
    [InlineData("9.7.4", true)]
    [InlineData("MariaDB 11.8.3", false)]
    public void Super_read_only_is_known_since_5_7_8_and_not_to_MariaDB(string version, bool known) =>
        Assert.Equal(known, DialectOf(version).HasSuperReadOnly);

    [Theory]
    [InlineData("5.6.24", "GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%' IDENTIFIED BY 'it''s'")]
    [InlineData("5.7.44", "GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%' IDENTIFIED BY 'it''s'")]
    [InlineData("MariaDB 10.11.19", "GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%' IDENTIFIED BY 'it''s'")]
    public void Where_grant_creates_accounts_one_statement_does_all(string version, string statement) =>
        Assert.Equal([statement], DialectOf(version).CreateReplicationAccount("repl", new Secret("it's"), requiresTls: false));

    [Theory]
    [InlineData("8.0.11")]
    [InlineData("8.0.22")]
    [InlineData("8.0.23")]
    [InlineData("9.7.4")]
    public void Elsewhere_an_account_that_there_is_already_gets_this_password_too(string version) =>
        Assert.Equal(
            [
                "CREATE USER IF NOT EXISTS 'repl'@'%' IDENTIFIED BY 'it''s'",
                "ALTER USER 'repl'@'%' IDENTIFIED BY 'it''s'",
                "GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%'",
            ],
            DialectOf(version).CreateReplicationAccount("repl", new Secret("it's"), requiresTls: false));

    [Fact]
    public void What_a_replica_has_too_much_is_asked_for()
    {
        Assert.Equal("SELECT GTID_SUBTRACT('b:1-2', 'a:1-7')", DialectOf("9.7.4").Beyond("b:1-2", "a:1-7"));
        Assert.Equal("SELECT GTID_SUBTRACT('b:1-2', 'a:1-7')", DialectOf("5.6.24").Beyond("b:1-2", "a:1-7"));
        Assert.Equal("SELECT '0-12-8'", DialectOf("MariaDB 10.11.19").Beyond("0-1-7,0-12-8", "0-1-9"));
    }

    [Fact]
    public void What_a_replica_has_too_little_is_asked_for_where_something_can_be_left_out()
    {
        Assert.Equal("SELECT GTID_SUBTRACT('a:1-7', @@GLOBAL.gtid_executed)", DialectOf("9.7.4").MissingGtids("a:1-7"));
        Assert.Equal("SELECT GTID_SUBTRACT('a:1-7', @@GLOBAL.gtid_executed)", DialectOf("5.6.24").MissingGtids("a:1-7"));
        Assert.Null(DialectOf("MariaDB 10.11.19").MissingGtids("0-1-7"));
    }

    [Theory]
    [InlineData("5.6.24")]
    [InlineData("9.7.4")]
    [InlineData("MariaDB 10.11.19")]
    public void Where_TLS_is_required_the_account_requires_it(string version)
    {
        var statements = DialectOf(version).CreateReplicationAccount("repl", new Secret("x"), requiresTls: true);

        Assert.All(statements.Where(statement => statement.Contains("IDENTIFIED", StringComparison.Ordinal)), statement => Assert.EndsWith(" REQUIRE SSL", statement));
    }

    [Theory]
    [InlineData("5.6.24", "master", "slave")]
    [InlineData("8.0.25", "master", "slave")]
    [InlineData("8.0.26", "source", "replica")]
    [InlineData("9.7.4", "source", "replica")]
    public void Semi_synchronous_replication_is_a_plugin_for_each_end(string version, string source, string replica)
    {
        var dialect = DialectOf(version);

        Assert.Equal(
            [
                ($"rpl_semi_sync_{source}", $"INSTALL PLUGIN rpl_semi_sync_{source} SONAME 'semisync_{source}.so'"),
                ($"rpl_semi_sync_{replica}", $"INSTALL PLUGIN rpl_semi_sync_{replica} SONAME 'semisync_{replica}.so'"),
            ],
            dialect.SemiSyncPlugins);
        Assert.Equal($"rpl_semi_sync_{source}_", dialect.SemiSyncPrefix(isSource: true));
        Assert.Equal($"rpl_semi_sync_{replica}_", dialect.SemiSyncPrefix(isSource: false));
    }

    [Fact]
    public void A_MariaDB_source_among_several_is_known_by_its_own_domain()
    {
        var dialect = DialectOf("MariaDB 10.11.19");
        var ring = Some.Topology(settings: new ReplicationSettings { Topology = TopologyShape.SourceSource }, version: Some.MariaDb1011);
        var pair = Some.Topology(version: Some.MariaDb1011);

        Assert.Equal("2-2-9", dialect.Outgoing("1-1-5,2-2-9,22-2-1", ring, ring.Servers[1]));
        Assert.Equal("0-1-5,7-1-1", dialect.Outgoing("0-1-5,7-1-1", pair, pair.Source));
    }

    private static Dialect DialectOf(string version) => Dialect.For(VersionOf(version));

    private static ServerVersion VersionOf(string version) =>
        version.StartsWith("MariaDB ", StringComparison.Ordinal) ? Some.MariaDb(version["MariaDB ".Length..]) : Some.MySql(version);

    /// <summary>The outcomes by name: a public test cannot take an internal type.</summary>
    private static class Outcomes
    {
        public const string Reached = nameof(WaitOutcome.Reached);
        public const string TimedOut = nameof(WaitOutcome.TimedOut);
        public const string ApplierStopped = nameof(WaitOutcome.ApplierStopped);
    }
}
