using Cake.MySqlReplication.Diagnostics;
using Xunit;

namespace Cake.MySqlReplication.Tests.Diagnostics;

/// <summary>Numbers and messages as MySQL 9.7.4, MySQL 5.6.24 and MariaDB 10.11.19 gave them when each fault was caused, shortened.</summary>
public sealed class ReplicationErrorsTests
{
    private const string Read97 = "Got fatal error 1236 from source when reading data from binary log: ";
    private const string Read56 = "Got fatal error 1236 from master when reading data from binary log: ";

    [Theory]
    [InlineData(2003, "Error connecting to source 'repl@127.0.0.1:5599'. Message: Can't connect to MySQL server on '127.0.0.1:5599' (111)", "The source is not reached")]
    [InlineData(2003, "error connecting to master 'repl@127.0.0.1:5599' - retry-time: 1  retries: 1", "The source is not reached")]
    [InlineData(2013, "Lost connection to server at 'reading initial communication packet'", "The source is not reached")]
    [InlineData(2005, "Message: Unknown MySQL server host 'no.such.host' (-2)", "name is not known")]
    [InlineData(1040, "Message: Too many connections", "max_connections")]
    [InlineData(1045, "Message: Access denied for user 'repl'@'127.0.0.1' (using password: YES)", "wrong password")]
    [InlineData(1130, "Host '10.0.0.1' is not allowed to connect to this MySQL server", "from the replica's host")]
    [InlineData(1862, "Message: Your password has expired.", "PASSWORD EXPIRE NEVER")]
    [InlineData(3118, "Message: Access denied for user 'lk'@'127.0.0.1'. Account is locked.", "ACCOUNT UNLOCK")]
    [InlineData(4151, "message: Access denied, this account is locked", "ACCOUNT UNLOCK")]
    [InlineData(1114, "The table 't' is full", "disk is full")]
    [InlineData(2026, "SSL connection error: SSL is required but the server doesn't support it", "TLS")]
    [InlineData(2059, "Authentication plugin 'caching_sha2_password' cannot be loaded", "does not know the source's authentication plugin")]
    [InlineData(2061, "Authentication requires secure connection.", "GET_SOURCE_PUBLIC_KEY = 1")]
    [InlineData(13120, "Source command COM_REGISTER_REPLICA failed: Access denied for user 'nopriv'@'%'", "GRANT REPLICATION SLAVE")]
    [InlineData(1597, "Master command COM_REGISTER_SLAVE failed: Access denied for user 'np'@'%'", "GRANT REPLICATION SLAVE")]
    public void A_receiver_that_cannot_connect_is_explained(int number, string text, string explanation) => Explains(number, text, explanation);

    [Theory]
    [InlineData(13117, "source and replica have equal MySQL server ids; these ids must be different", "same server-id")]
    [InlineData(1593, "master and slave have equal MySQL server ids; these ids must be different", "same server-id")]
    [InlineData(1593, "master and slave have equal MariaDB server ids; these ids must be different", "same server-id")]
    [InlineData(13117, "source and replica have equal MySQL server UUIDs; these UUIDs must be different", "auto.cnf")]
    [InlineData(1593, "master and slave have equal MySQL server UUIDs; these UUIDs must be different", "auto.cnf")]
    [InlineData(13117, "cannot start because the source has GTID_MODE = OFF and this server has GTID_MODE = ON.", "GTIDs are on at one end")]
    [InlineData(1593, "the master has @@GLOBAL.GTID_MODE ON and this server has @@GLOBAL.GTID_MODE OFF", "GTIDs are on at one end")]
    public void Servers_that_do_not_go_together_are_explained(int number, string text, string explanation) => Explains(number, text, explanation);

    [Theory]
    [InlineData(13114, Read97 + "'Could not find first log file name in binary log index file'", "no binary log of that name")]
    [InlineData(13114, Read97 + "'log event entry exceeded max_allowed_packet; Increase max_allowed_packet on source'", "where no event begins")]
    [InlineData(1236, Read56 + "'log event entry exceeded max_allowed_packet; Increase max_allowed_packet on master'", "where no event begins")]
    [InlineData(13114, Read97 + "'binlog truncated in the middle of event; consider out of disk space on source'", "where no event begins")]
    [InlineData(1236, Read56 + "'bogus data in log event; the first event 'a-bin.000001' at 5'", "where no event begins")]
    [InlineData(13114, Read97 + "'Client requested source to start replication from position > file size'", "where no event begins")]
    [InlineData(1236, Read56 + "'Client requested master to start replication from impossible position'", "where no event begins")]
    [InlineData(13114, Read97 + "'Cannot replicate because the source purged required binary logs.'", "no longer has the binary logs")]
    [InlineData(1236, Read56 + "'but the master has purged binary logs containing GTIDs that the slave requires.'", "no longer has the binary logs")]
    [InlineData(13114, Read97 + "'Replica has more GTIDs than the source has, using the source's SERVER_UUID.'", "transactions that the source has not")]
    [InlineData(1236, Read56 + "'Slave has more GTIDs than the master has, using the master's SERVER_UUID.'", "transactions that the source has not")]
    [InlineData(1236, Read56 + "'connecting slave requested to start from GTID 0-5571-3, which is not in the master's binlog'", "transactions that the source has not")]
    [InlineData(13114, Read97 + "'Cannot replicate anonymous transaction when AUTO_POSITION = 1'", "without GTIDs")]
    [InlineData(13114, Read97 + "'Binary log is not open'", "writes no binary log")]
    [InlineData(1236, Read56 + "'Binary log is not open'", "writes no binary log")]
    [InlineData(13114, Read97 + "'Misconfigured source - source server_id is 0'", "server-id")]
    [InlineData(13114, Read97 + "'A replica with the same server_uuid/server_id as this replica has connected to the source'", "same identity")]
    public void A_source_that_cannot_serve_the_replica_is_explained(int number, string text, string explanation) => Explains(number, text, explanation);

    [Theory]
    [InlineData(1062, "Duplicate entry '9' for key 'PRIMARY'", "somebody wrote to the replica")]
    [InlineData(1032, "Can't find record in 't'", "lacks a row")]
    [InlineData(1146, "Table 'd.t' doesn't exist", "lacks a schema, table or column")]
    [InlineData(1049, "Unknown database 'd'", "lacks a schema, table or column")]
    [InlineData(1051, "Unknown table 'd.t'", "lacks a schema, table or column")]
    [InlineData(1008, "Can't drop database 'd'; database doesn't exist", "lacks a schema, table or column")]
    [InlineData(1091, "Can't DROP 'c'; check that column/key exists", "lacks a schema, table or column")]
    [InlineData(1050, "Table 't' already exists", "has already what the source creates")]
    [InlineData(1007, "Can't create database 'd'; database exists", "has already what the source creates")]
    [InlineData(1396, "Operation CREATE USER failed for 'u9'@'%'", "has already what the source creates")]
    [InlineData(1396, "Operation DROP USER failed for 'u9'@'%'", "lacks an account")]
    [InlineData(1061, "Duplicate key name 'k'", "has already what the source creates")]
    [InlineData(1054, "Unknown column 'c' in 'field list'", "lacks a schema, table or column")]
    [InlineData(13146, "Coordinator stopped because there were error(s) in the worker(s).", "type differs")]
    [InlineData(1677, "Column 1 of table 'd.t' cannot be converted from type 'varchar(20 octets)' to type 'int(11)'", "type differs")]
    [InlineData(13121, "Relay log read failure: Could not parse relay log event entry.", "relay log is damaged")]
    [InlineData(1594, "Relay log read failure: Could not parse relay log event entry.", "relay log is damaged")]
    [InlineData(1872, "Replica failed to initialize applier metadata structure from the repository", "cannot find its relay log")]
    [InlineData(13124, "Replica failed to initialize applier metadata structure from the repository", "cannot find its relay log")]
    [InlineData(1950, "gtid strict mode is enabled", "written to by itself")]
    public void An_applier_that_stopped_is_explained(int number, string text, string explanation) => Explains(number, text, explanation);

    [Theory]
    [InlineData(1045)]
    [InlineData(1130)]
    [InlineData(1862)]
    [InlineData(2026)]
    [InlineData(2059)]
    [InlineData(2061)]
    [InlineData(3118)]
    [InlineData(4151)]
    [InlineData(1597)]
    [InlineData(13120)]
    public void Connecting_again_does_not_help_against_a_refusal(int number) => Assert.True(ReplicationErrors.IsFinal(number));

    [Theory]
    [InlineData(0)]
    [InlineData(1040)]
    [InlineData(2003)]
    [InlineData(2005)]
    [InlineData(2013)]
    public void Connecting_again_may_help_where_the_source_is_slow_or_busy(int number) => Assert.False(ReplicationErrors.IsFinal(number));

    [Theory]
    [InlineData(1594)]
    [InlineData(1872)]
    [InlineData(13124)]
    public void A_relay_log_is_fetched_anew_from_where_the_applier_stopped(int number) =>
        Assert.Contains("--target=Repair: it fetches the relay log anew", ReplicationErrors.Explain(number, ""));

    [Theory]
    [InlineData(1062)]
    [InlineData(1032)]
    public void A_transaction_is_never_left_out_without_a_word_of_what_it_costs(int number) =>
        Assert.Contains("--repair=skip leaves the source's change out", ReplicationErrors.Explain(number, ""));

    [Fact]
    public void What_is_not_known_is_not_explained() => Assert.Null(ReplicationErrors.Explain(4711, "Something else"));

    private static void Explains(int number, string text, string explanation) => Assert.Contains(explanation, ReplicationErrors.Explain(number, text));
}
