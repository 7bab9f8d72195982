using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.Tests.Dialects;

public sealed class ReplicaStatusTests
{
    [Theory]
    [InlineData("Master", "Slave")]
    [InlineData("Source", "Replica")]
    [InlineData("Master", "Replica")]
    [InlineData("Source", "Slave")]
    public void A_status_is_read_under_old_new_and_mixed_names(string source, string replica)
    {
        var status = new ReplicaStatus(new Dictionary<string, string?>
        {
            [$"{source}_Host"] = "db_master", [$"{source}_Port"] = "3306",
            [$"{source}_Log_File"] = "mysql-bin.000002", [$"Read_{source}_Log_Pos"] = "1099",
            [$"Relay_{source}_Log_File"] = "mysql-bin.000001", [$"Exec_{source}_Log_Pos"] = "824",
            [$"{replica}_IO_Running"] = "Connecting", [$"{replica}_SQL_Running"] = "Yes",
            [$"{replica}_SQL_Running_State"] = "waiting for more updates", [$"Seconds_Behind_{source}"] = "7",
            ["Last_IO_Errno"] = "2003", ["Last_IO_Error"] = "cannot connect", ["Last_SQL_Errno"] = "1062", ["Last_SQL_Error"] = "duplicate",
            ["Auto_Position"] = "1",
        });

        Assert.Equal(("db_master", 3306), (status.SourceHost, status.SourcePort));
        Assert.Equal("mysql-bin.000002:1099", status.Received.ToString());
        Assert.Equal("mysql-bin.000001:824", status.Applied.ToString());
        Assert.Equal(("Connecting", "Yes", "waiting for more updates", 7), (status.Receiver, status.Applier, status.ApplierState, status.SecondsBehind));
        Assert.Equal((2003, "cannot connect"), (status.ReceiverErrorNumber, status.ReceiverError));
        Assert.Equal((1062, "duplicate"), (status.ApplierErrorNumber, status.ApplierError));
        Assert.True(status.AutoPosition);
        Assert.Equal("", status.UsingGtid);
    }

    [Theory]
    [InlineData("Yes", "Yes", true)]
    [InlineData("Connecting", "Yes", false)]
    [InlineData("Preparing", "Yes", false)]
    [InlineData("No", "Yes", false)]
    [InlineData("Yes", "No", false)]
    public void Both_threads_run_when_both_say_yes(string receiver, string applier, bool run) =>
        Assert.Equal(run, new ReplicaStatus(new Dictionary<string, string?>
        {
            ["Replica_IO_Running"] = receiver, ["Replica_SQL_Running"] = applier,
        }).BothThreadsRun);

    [Theory]
    [InlineData("None", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [InlineData("Master", true)]
    [InlineData("SQL_AFTER_GTIDS", true)]
    public void An_applier_with_a_condition_stops_at_a_mark(string? condition, bool stops) =>
        Assert.Equal(stops, new ReplicaStatus(new Dictionary<string, string?> { ["Until_Condition"] = condition }).StopsAtMark);

    [Fact]
    public void What_the_server_leaves_open_is_empty_or_unknown()
    {
        var status = new ReplicaStatus(new Dictionary<string, string?> { ["Seconds_Behind_Source"] = null, ["Source_Host"] = null });

        Assert.Null(status.SecondsBehind);
        Assert.Equal("", status.SourceHost);
        Assert.Equal("", status.Receiver);
        Assert.Equal(0, status.ReceiverErrorNumber);
        Assert.False(status.AutoPosition);
        Assert.False(status.BothThreadsRun);
    }

    [Theory]
    [InlineData("Slave_Pos", true, false)]
    [InlineData("Current_Pos", true, false)]
    [InlineData("No", false, true)]
    public void On_MariaDB_the_status_tells_the_positioning(string usingGtid, bool byGtid, bool byFile)
    {
        var dialect = new MariaDbDialect(new Version(10, 11, 19));
        var status = new ReplicaStatus(new Dictionary<string, string?> { ["Using_Gtid"] = usingGtid });

        Assert.Equal(byGtid, dialect.Uses(status, Positioning.Gtid));
        Assert.Equal(byFile, dialect.Uses(status, Positioning.File));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    public void On_MySQL_the_status_tells_the_positioning(string autoPosition, bool byGtid)
    {
        var dialect = new SourceReplicaDialect(new Version(9, 7, 4));
        var status = new ReplicaStatus(new Dictionary<string, string?> { ["Auto_Position"] = autoPosition });

        Assert.Equal(byGtid, dialect.Uses(status, Positioning.Gtid));
        Assert.Equal(!byGtid, dialect.Uses(status, Positioning.File));
    }
}
