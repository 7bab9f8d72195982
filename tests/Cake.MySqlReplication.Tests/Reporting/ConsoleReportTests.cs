using Cake.MySqlReplication.Reporting;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Reporting;

public sealed class ConsoleReportTests
{
    [Fact]
    public void A_table_tells_of_all_servers_what_one_wants_to_know() =>
        Assert.Equal(
            [
                "orders: in sync (43 ms)",
                "  server  role     address         version      from    state    lag",
                "  master  source   127.0.0.1:3307  MySQL 9.7.4",
                "  slave   replica  127.0.0.1:3308  MySQL 9.7.4  master  in sync  16.5 ms",
            ],
            ConsoleReport.Lines(Reports.Of(Reports.Replica)));

    [Fact]
    public void Positions_and_threads_are_details() =>
        Assert.Equal(
            [
                "master: mysql-bin.000001:1099, GTIDs 391b107f:1-7",
                "slave: receiver Yes, applier Yes, server's own lag 0 s",
                "slave: applied GTIDs 391b107f:1-7",
                "slave: applier state: Waiting for more updates",
            ],
            ConsoleReport.Details(Reports.Of(Reports.Replica, Reports.Broken)));

    [Fact]
    public void A_replica_out_of_sync_is_told_as_such_with_all_details_and_what_is_unknown_is_called_unknown() =>
        Assert.Equal(
            [
                "orders: NOT in sync (43 ms)",
                "  server  role     address         version      from    state        lag",
                "  master  source   127.0.0.1:3307  MySQL 9.7.4",
                "  slave2  replica  127.0.0.1:3309  MySQL 9.7.4  master  NOT in sync  unknown",
                "  slave2: receiver Yes, applier No, server's own lag unknown",
                "  slave2: applied mysql-bin.000001:1099",
            ],
            ConsoleReport.Lines(Reports.Of(Reports.Broken)));

    [Fact]
    public void In_a_ring_a_source_has_one_row_and_that_of_a_replica() =>
        Assert.Equal(
            ["  master  source  127.0.0.1:3308  MySQL 9.7.4  master2  in sync  16.5 ms"],
            ConsoleReport.Lines(Reports.Of(Reports.Replica with { Name = "master", Source = "master2" })).Skip(2));

    [Theory]
    [InlineData(null, "  Whether master alone has transactions is not known.")]
    [InlineData("", "  master has no transactions that are not on slave.")]
    [InlineData("391b107f:8", "  NOT saved, on master alone: 391b107f:8")]
    public void A_failover_is_told_with_what_was_not_saved(string? notSaved, string line) =>
        Assert.Equal(
            ["orders: slave is the source in place of master (failover).", "  Nobody could write for 12.3 ms; all that can follow do after 457 ms.", line],
            ConsoleReport.Lines(Promotion with { Kind = PromotionKind.Failover, NotSaved = notSaved }));

    [Fact]
    public void A_switchover_that_was_completed_later_has_no_hold() =>
        Assert.Equal(["orders: slave is the source in place of master (switchover)."], ConsoleReport.Lines(Promotion with { HoldMilliseconds = null }));

    [Fact]
    public void A_reset_is_told_with_what_it_took_away() =>
        Assert.Equal(
            ["orders: dropped 2 schemas and 0 accounts, set back 1 settings (31 ms).", "  schemas: a, b", "  settings: slave: max_connections"],
            ConsoleReport.Lines(new ResetReport
            {
                Name = "orders", Schemas = ["a", "b"], Accounts = [], Settings = ["slave: max_connections"], Problems = [], DurationMilliseconds = 31.2,
            }));

    private static PromotionReport Promotion => new()
    {
        Name = "orders",
        Kind = PromotionKind.Switchover,
        OldSource = "master",
        NewSource = "slave",
        HoldMilliseconds = 12.3,
        Problems = [],
        DurationMilliseconds = 456.7,
    };

    [Fact]
    public void Of_its_layers_those_are_told_that_are_not_told_before() =>
        Assert.Equal(
            ["  slave: schema: 12 objects are equal; data: rows of 1 table(s) differ"],
            ConsoleReport.Lines(Reports.Of(Reports.Replica with
            {
                Layers = [new("threads", true, "receiver Yes, applier Yes"), new("schema", true, "12 objects are equal"), new("data", false, "rows of 1 table(s) differ")],
            })).Skip(4));

    [Fact]
    public void Where_GTIDs_are_off_there_is_no_word_of_them() =>
        Assert.DoesNotContain("GTIDs", ConsoleReport.Details(Reports.Of() with { Sources = [Reports.Of().Sources[0] with { Gtids = "" }] }).Single());
}
