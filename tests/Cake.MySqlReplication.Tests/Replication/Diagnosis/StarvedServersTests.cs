using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Replication.Diagnosis;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Replication.Diagnosis;

public sealed class StarvedServersTests
{
    private readonly FindingList _findings = new(Some.Topology());

    [Fact]
    public void Those_behind_a_broken_server_of_a_chain_are_named_as_sound() =>
        Assert.Equal(
            "It stopped. What passes slave does not reach slave2, slave3 until this is mended; nothing else was found to be wrong there.",
            CauseOf(FindingKind.ApplierStopped, "slave", TopologyShape.Chain));

    [Fact]
    public void One_behind_it_that_is_broken_itself_is_not_called_sound()
    {
        _findings.Error("slave2", FindingKind.ReceiverStopped, "It stopped.", "Start it.", []);

        Assert.Contains("does not reach slave3 until", CauseOf(FindingKind.ApplierStopped, "slave", TopologyShape.Chain), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FindingKind.ApplierStopped, "slave3", TopologyShape.Chain)]
    [InlineData(FindingKind.ErrantTransactions, "slave", TopologyShape.Chain)]
    [InlineData(FindingKind.ServerDown, "master", TopologyShape.FanOut)]
    public void Where_nobody_starves_nothing_is_said(FindingKind kind, string server, TopologyShape shape) =>
        Assert.Equal("It stopped.", CauseOf(kind, server, shape));

    [Fact]
    public void A_channel_is_named_first()
    {
        _findings.Warn("slave", FindingKind.ReceiverStopped, "It stopped.", "Start it.", [], channel: "master2");

        Assert.Equal("Channel master2: It stopped.", _findings.All[0].Cause);
    }

    private string CauseOf(FindingKind kind, string server, TopologyShape shape)
    {
        _findings.Error(server, kind, "It stopped.", "Start it.", []);
        StarvedServers.Add(_findings, Some.Topology(settings: new ReplicationSettings { Topology = shape, Replicas = 3 }));
        return _findings.Find(server, kind)!.Cause;
    }
}
