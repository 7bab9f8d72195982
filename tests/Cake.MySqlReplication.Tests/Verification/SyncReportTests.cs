using Cake.MySqlReplication.Tests.Reporting;
using Xunit;

namespace Cake.MySqlReplication.Tests.Verification;

public sealed class SyncReportTests
{
    [Fact]
    public void A_topology_is_in_sync_when_no_replica_has_a_problem()
    {
        var report = Reports.Of(Reports.Replica, Reports.Replica);

        Assert.True(report.IsInSync);
        report.ThrowUnlessInSync();
    }

    [Fact]
    public void Every_problem_of_every_replica_is_told()
    {
        var report = Reports.Of(Reports.Replica with { Problems = ["It lacks a table."] }, Reports.Broken);

        Assert.False(report.IsInSync);
        Assert.Equal(
            ["orders is not in sync:", "  slave: It lacks a table.", "  slave2: The applier stopped.", "  slave2: A table is missing."],
            Assert.Throws<MySqlReplicationException>(report.ThrowUnlessInSync).Message.Split(Environment.NewLine));
    }
}
