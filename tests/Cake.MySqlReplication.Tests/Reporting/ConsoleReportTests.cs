using Cake.MySqlReplication.Reporting;
using Cake.MySqlReplication.Topologies;
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
                "    applied GTIDs 391b107f:1-7",
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
            ["    schema: 12 objects are equal", "    data: rows of 1 table(s) differ"],
            ConsoleReport.Lines(Reports.Of(Reports.Replica with
            {
                Layers = [new("threads", true, "receiver Yes, applier Yes"), new("schema", true, "12 objects are equal"), new("data", false, "rows of 1 table(s) differ")],
            })).Skip(4));

    [Fact]
    public void Where_GTIDs_are_off_there_is_no_word_of_them() =>
        Assert.DoesNotContain("GTIDs", ConsoleReport.Lines(Reports.Of() with { Sources = [Reports.Of().Sources[0] with { Gtids = "" }] }).Single());
}
