using Cake.MySqlReplication.Reporting;
using Xunit;

namespace Cake.MySqlReplication.Tests.Reporting;

public sealed class ConsoleReportTests
{
    [Fact]
    public void A_replica_in_sync_is_told_with_threads_lag_position_and_state() =>
        Assert.Equal(
            [
                "orders: master at 127.0.0.1:3307, MySQL 9.7.4, mysql-bin.000001:1099, GTIDs 391b107f:1-7",
                "  slave at 127.0.0.1:3308, from master: in sync, receiver Yes, applier Yes, lag 16.5 ms (server: 0 s)",
                "    applied mysql-bin.000001:1099, GTIDs 391b107f:1-7",
                "    applier state: Waiting for more updates",
            ],
            ConsoleReport.Lines(Reports.Of(Reports.Replica)));

    [Fact]
    public void A_replica_out_of_sync_is_told_as_such_and_what_is_unknown_is_called_unknown() =>
        Assert.Equal(
            [
                "  slave2 at 127.0.0.1:3309, from master: NOT in sync, receiver Yes, applier No, lag unknown (server: unknown)",
                "    applied mysql-bin.000001:1099",
            ],
            ConsoleReport.Lines(Reports.Of(Reports.Broken)).Skip(1));

    [Fact]
    public void Of_its_layers_those_are_told_that_are_not_told_before() =>
        Assert.Equal(
            ["    schema: 12 objects are equal", "    data: rows of 1 table(s) differ"],
            ConsoleReport.Lines(Reports.Of(Reports.Replica with
            {
                Layers = [new("threads", true, "receiver Yes, applier Yes"), new("schema", true, "12 objects are equal"), new("data", false, "rows of 1 table(s) differ")],
            })).Skip(4));

    [Fact]
    public void Where_GTIDs_are_off_there_is_no_word_of_them() =>
        Assert.DoesNotContain("GTIDs", ConsoleReport.Lines(Reports.Of() with { Sources = [Reports.Of().Sources[0] with { Gtids = "" }] }).Single());
}
