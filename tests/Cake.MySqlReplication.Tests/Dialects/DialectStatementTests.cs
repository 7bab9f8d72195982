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
    [InlineData("5.6.24", "SHOW MASTER STATUS", "RESET MASTER")]
    [InlineData("8.0.23", "SHOW MASTER STATUS", "RESET MASTER")]
    [InlineData("8.1.0", "SHOW MASTER STATUS", "RESET MASTER")]
    [InlineData("8.2.0", "SHOW BINARY LOG STATUS", "RESET BINARY LOGS AND GTIDS")]
    [InlineData("8.4.7", "SHOW BINARY LOG STATUS", "RESET BINARY LOGS AND GTIDS")]
    [InlineData("9.7.4", "SHOW BINARY LOG STATUS", "RESET BINARY LOGS AND GTIDS")]
    [InlineData("MariaDB 10.11.19", "SHOW MASTER STATUS", "RESET MASTER|SET GLOBAL gtid_slave_pos = ''")]
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

        Assert.Equal($"SELECT {byGtid}('uuid:1-7', 2)", dialect.Wait(Mark, Positioning.Gtid, 2));
        Assert.Equal($"SELECT {byFile}('mysql-bin.000001', 824, 2)", dialect.Wait(Mark, Positioning.File, 2));
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
        Assert.Equal([statement], DialectOf(version).CreateReplicationAccount("repl", new Secret("it's")));

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
            DialectOf(version).CreateReplicationAccount("repl", new Secret("it's")));

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
    [InlineData("5.6.4", "5.6.5")]
    [InlineData("5.5.62", "5.6.5")]
    [InlineData("MariaDB 5.5.68", "10.0.5")]
    [InlineData("MariaDB 10.0.4", "10.0.5")]
    public void A_server_without_gtids_is_refused_with_the_oldest_that_has_them(string version, string oldest)
    {
        var message = Assert.Throws<MySqlReplicationException>(() => Dialect.EnsureSupported(VersionOf(version), "image:old")).Message;

        Assert.Contains("from image:old is too old", message);
        Assert.Contains($"{oldest} is the oldest of its family that works", message);
        Assert.Contains("--image", message);
    }

    [Theory]
    [InlineData("5.6.5")]
    [InlineData("9.7.4")]
    [InlineData("MariaDB 10.0.5")]
    public void A_server_with_gtids_is_accepted(string version) => Dialect.EnsureSupported(VersionOf(version), "image:new");

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
