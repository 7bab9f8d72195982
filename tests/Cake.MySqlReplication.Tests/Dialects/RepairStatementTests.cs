using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Dialects;

/// <summary>What a diagnosis asks and a repair sends, in each server's words.</summary>
public sealed class RepairStatementTests
{
    private static readonly BinaryLogPosition Place = new("relay-bin.000002", 414);

    [Theory]
    [InlineData("5.6.24", "", "RESET SLAVE", "SHOW RELAYLOG EVENTS IN 'relay-bin.000002' FROM 414 LIMIT 8")]
    [InlineData("9.7.4", "c", "RESET REPLICA FOR CHANNEL 'c'", "SHOW RELAYLOG EVENTS IN 'relay-bin.000002' FROM 414 LIMIT 8 FOR CHANNEL 'c'")]
    [InlineData("10.11.19-MariaDB", "c", "RESET SLAVE 'c'", "SHOW RELAYLOG 'c' EVENTS IN 'relay-bin.000002' FROM 414 LIMIT 8")]
    public void A_relay_log_is_shown_and_deleted_by_channel(string version, string channel, string reset, string show)
    {
        var dialect = Dialect.For(ServerVersion.Parse(version)!);

        Assert.Equal([reset, show], [dialect.ResetReplica(channel), dialect.ShowRelayLogEvents(Place, 8, channel)]);
    }

    [Theory]
    [InlineData("5.6.24", null, "SET GLOBAL sql_slave_skip_counter = 1")]
    [InlineData("8.0.25", null, "SET GLOBAL sql_slave_skip_counter = 1")]
    [InlineData("8.0.26", null, "SET GLOBAL sql_replica_skip_counter = 1")]
    [InlineData("9.7.4", "u:4", "SET SESSION gtid_next = 'u:4'|BEGIN|COMMIT|SET SESSION gtid_next = 'AUTOMATIC'")]
    [InlineData("10.11.19-MariaDB", "0-1-4", "SET GLOBAL sql_slave_skip_counter = 1")]
    public void A_transaction_is_left_out_as_the_server_needs_it(string version, string? gtid, string statements) =>
        Assert.Equal(statements.Split('|'), Dialect.For(ServerVersion.Parse(version)!).SkipTransaction(gtid, channel: ""));

    [Fact]
    public void MariaDB_leaves_out_a_transaction_of_the_sessions_connection() => Assert.Equal(
        ["SET SESSION default_master_connection = 'master2'", "SET GLOBAL sql_slave_skip_counter = 1"],
        Dialect.For(Some.MariaDb1011).SkipTransaction("2-2-7", "master2"));

    [Theory]
    [InlineData("5.6.24", "SET SESSION sql_mode = ''|GRANT USAGE ON *.* TO 'a'@'%'|GRANT USAGE ON *.* TO 'b'@'%'|DROP USER 'a'@'%', 'b'@'%'")]
    [InlineData("9.7.4", "DROP USER IF EXISTS 'a'@'%', 'b'@'%'")]
    [InlineData("10.11.19-MariaDB", "DROP USER IF EXISTS 'a'@'%', 'b'@'%'")]
    public void Accounts_are_dropped_so_that_no_server_that_lacks_them_stops(string version, string statements) =>
        Assert.Equal(statements.Split('|'), Dialect.For(ServerVersion.Parse(version)!).DropUsers(["'a'@'%'", "'b'@'%'"]));

    [Theory]
    [InlineData("5.6.24", "", "STOP SLAVE IO_THREAD")]
    [InlineData("9.7.4", "", "STOP REPLICA IO_THREAD")]
    [InlineData("9.7.4", "c", "STOP REPLICA IO_THREAD FOR CHANNEL 'c'")]
    [InlineData("10.11.19-MariaDB", "c", "STOP SLAVE 'c' IO_THREAD")]
    public void A_receiver_is_stopped_by_itself(string version, string channel, string statement) =>
        Assert.Equal(statement, Dialect.For(ServerVersion.Parse(version)!).StopReceiver(channel));

    [Fact]
    public void A_name_is_quoted_whatever_it_holds()
    {
        Assert.Equal("`a``b`", Sql.Identifier("a`b"));
        Assert.Equal("DELETE FROM `d`.`t` WHERE `id` = 'it''s'", DiagnosticQueries.DeleteRow("d", "t", "id", "it's"));
    }

    [Fact]
    public void Filters_are_read_from_the_status_under_their_own_names()
    {
        var status = new ReplicaStatus(new Dictionary<string, string?>
        {
            ["Replicate_Do_DB"] = "", ["Replicate_Ignore_DB"] = "d", ["Replicate_Wild_Do_Table"] = null, ["Master_Host"] = "x",
        });

        Assert.Equal(["Replicate_Ignore_DB = d"], status.Filters);
    }

    [Theory]
    [InlineData("Auto_Position", "1", true)]
    [InlineData("Auto_Position", "0", false)]
    [InlineData("Using_Gtid", "Slave_Pos", true)]
    [InlineData("Using_Gtid", "No", false)]
    public void GTIDs_of_either_kind_are_noticed(string column, string value, bool uses) =>
        Assert.Equal(uses, new ReplicaStatus(new Dictionary<string, string?> { [column] = value }).UsesGtid);
}
