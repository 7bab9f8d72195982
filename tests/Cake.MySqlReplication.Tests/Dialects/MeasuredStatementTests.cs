using System.Text.RegularExpressions;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Dialects;

/// <summary>What three real servers took, measured; and that no dialect says anything to them that they did not take.</summary>
public sealed partial class MeasuredStatementTests
{
    /// <summary>The beginnings of statements, functions and variables, and who took them: MySQL 9.7.4, MySQL 5.6.24, MariaDB 10.11.19.</summary>
    private static readonly (string Text, bool MySql97, bool MySql56, bool MariaDb)[] Measured =
    [
        ("CREATE USER IF NOT EXISTS", true, false, true),
        ("ALTER USER", true, false, true),
        ("GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%'", true, true, true),
        ("GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%' IDENTIFIED BY", false, true, true),
        ("SHOW MASTER STATUS", false, true, true),
        ("SHOW BINARY LOG STATUS", true, false, false),
        ("SHOW SLAVE STATUS", false, true, true),
        ("SHOW REPLICA STATUS", true, false, true),
        ("START SLAVE", false, true, true),
        ("START REPLICA", true, false, true),
        ("RESET MASTER", false, true, true),
        ("SET @flush = @@GLOBAL.innodb_flush_log_at_trx_commit", true, true, true),
        ("SET GLOBAL innodb_flush_log_at_trx_commit = ", true, true, true),
        ("FLUSH LOCAL ENGINE LOGS", true, true, true),
        ("RESET BINARY LOGS AND GTIDS", true, false, false),
        ("SET GLOBAL gtid_slave_pos", false, false, true),
        ("CHANGE MASTER TO", false, true, true),
        ("CHANGE REPLICATION SOURCE TO", true, false, false),
        ("MASTER_SSL = ", false, true, true),
        ("SOURCE_SSL = ", true, false, false),
        ("MASTER_SSL_VERIFY_SERVER_CERT = ", false, true, true),
        ("MASTER_AUTO_POSITION", false, true, false),
        ("SOURCE_AUTO_POSITION", true, false, false),
        ("MASTER_USE_GTID = slave_pos", false, false, true),
        ("SELECT MASTER_POS_WAIT(", true, true, true),
        ("SELECT SOURCE_POS_WAIT(", true, false, false),
        ("SELECT WAIT_FOR_EXECUTED_GTID_SET(", true, false, false),
        ("SELECT WAIT_UNTIL_SQL_THREAD_AFTER_GTIDS(", false, true, false),
        ("SELECT MASTER_GTID_WAIT(", false, false, true),
        ("SELECT GTID_SUBTRACT(", true, true, false),
        ("SELECT @@GLOBAL.gtid_executed", true, true, false),
        ("SELECT @@GLOBAL.gtid_binlog_pos", false, false, true),
        ("SELECT @@GLOBAL.gtid_slave_pos", false, false, true),
    ];

    public static TheoryData<string> Servers => new("9.7.4", "5.6.24", "10.11.19-MariaDB");

    [Theory]
    [MemberData(nameof(Servers))]
    public void Every_statement_is_one_that_the_server_took(string server) =>
        Assert.All(Statements(server), statement =>
        {
            // The longest beginning decides: GRANT alone is taken where GRANT ... IDENTIFIED BY is not.
            var fact = Measured.Where(known => statement.StartsWith(known.Text, StringComparison.Ordinal)).MaxBy(known => known.Text.Length);
            Assert.True(fact != default, $"It was not measured whether {server} takes: {statement}");
            Assert.True(IsTaken(fact, server), $"{server} does not take: {statement}");
        });

    [Theory]
    [MemberData(nameof(Servers))]
    public void Every_part_of_a_statement_that_points_a_replica_at_its_source_is_one_that_the_server_took(string server)
    {
        var unknown = Measured.Where(known => !IsTaken(known, server)).Select(known => known.Text);

        Assert.All(Changes(server), change => Assert.DoesNotContain(unknown, text => change.Contains(text, StringComparison.Ordinal)));
        Assert.All(Changes(server), change => Assert.Single(Prefixes().Matches(change).Select(match => match.Value).Distinct()));
    }

    private static bool IsTaken((string Text, bool MySql97, bool MySql56, bool MariaDb) fact, string server) =>
        server.StartsWith('9') ? fact.MySql97 : server.StartsWith('5') ? fact.MySql56 : fact.MariaDb;

    private static IEnumerable<string> Statements(string server)
    {
        var dialect = Dialect.For(ServerVersion.Parse(server)!);
        var mark = new SourceMark(new BinaryLogPosition("mysql-bin.000001", 4), "");
        return
        [
            dialect.StartReplica(""), dialect.ShowReplicaStatus(""), dialect.ShowSourceStatus, .. dialect.ForgetHistory,
            dialect.SourceGtids, dialect.ReplicaGtids,
            .. new[] { dialect.MissingGtids("") }.OfType<string>(),
            dialect.Wait(mark, Positioning.Gtid, 1, ""), dialect.Wait(mark, Positioning.File, 1, ""),
            .. dialect.CreateReplicationAccount("repl", new Secret("x"), requiresTls: false), .. Changes(server),
        ];
    }

    private static IEnumerable<string> Changes(string server)
    {
        var dialect = Dialect.For(ServerVersion.Parse(server)!);
        var source = new SourceEndpoint("h", 1, "u", new Secret("p"), HasTls: true);
        return [dialect.ChangeSource(source, null, ""), dialect.ChangeSource(source, new BinaryLogPosition("f", 4), "")];
    }

    [GeneratedRegex("MASTER|SOURCE")]
    private static partial Regex Prefixes();
}
