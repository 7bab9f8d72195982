using Cake.MySqlReplication.IntegrationTests.Replication;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Campaigns;

/// <summary>Every topology, by GTID and by file, of every server, on both engines: verified to the last row, or refused with the server's limit.</summary>
public sealed class TopologyCampaign
{
    private static readonly (string Name, Func<ReplicationSettings, ReplicationSettings> Ask)[] Shapes =
    [
        ("pair", settings => settings),
        ("fan-out", settings => settings with { Replicas = 2 }),
        ("chain", settings => settings with { Topology = TopologyShape.Chain, Replicas = 2 }),
        ("source-source", settings => settings with { Topology = TopologyShape.SourceSource }),
        ("source-source of 3", settings => settings with { Topology = TopologyShape.SourceSource, Sources = 3 }),
        ("fan-in", settings => settings with { Topology = TopologyShape.FanIn }),
    ];

    public static TheoryData<string, string, Positioning> All
    {
        get
        {
            var data = new TheoryData<string, string, Positioning>();
            foreach (var place in Campaign.Everywhere)
            {
                foreach (var (name, _) in Shapes)
                {
                    data.Add(place.Data, name, Positioning.Gtid);
                    data.Add(place.Data, name, Positioning.File);
                }
            }

            return data;
        }
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(All))]
    public async Task Every_topology_is_in_sync_or_refused(string place, string shape, Positioning positioning)
    {
        await using var sandbox = new Sandbox();
        var asked = TestPlace.Named(place).SettingsOrSkip(sandbox) with { Positioning = positioning, Verify = VerifyLevel.Full };
        var settings = Shapes.Single(each => each.Name == shape).Ask(asked);
        // What the manual of the server says that it cannot do: https://dev.mysql.com/doc/refman/5.7/en/replication-channels.html.
        var isBeyondServer = shape == "fan-in" && place.EndsWith(TestServer.MySql56, StringComparison.Ordinal);
        // Without GTIDs nothing tells which of the others' transactions a server of a ring has: its rows are counted here instead.
        var isBeyondComparing = shape == "source-source of 3" && positioning == Positioning.File && !place.EndsWith(TestServer.MariaDb1011, StringComparison.Ordinal);
        var start = TimeProvider.System.GetTimestamp();
        var outcome = "in sync, every row compared";
        if (isBeyondServer)
        {
            outcome = "refused: " + (await Assert.ThrowsAsync<MySqlReplicationException>(() => sandbox.StartAsync(settings))).Message;
            Assert.Contains("replication channels", outcome, StringComparison.Ordinal);
        }
        else if (isBeyondComparing)
        {
            outcome = "in sync by --verify=standard; full is refused: " + (await Assert.ThrowsAsync<MySqlReplicationException>(() => ShapeRun.VerifyAsync(sandbox, settings))).Message;
            Assert.Contains("Rows of a ring of more than two servers cannot be compared by file and position", outcome, StringComparison.Ordinal);
            await sandbox.Open(settings).TeardownAsync(TestContext.Current.CancellationToken);
            await ShapeRun.VerifyAsync(sandbox, settings with { Verify = VerifyLevel.Standard });
        }
        else
        {
            await ShapeRun.VerifyAsync(sandbox, settings);
        }

        Campaign.Report(
            "topologies", ("place", place), ("topology", shape), ("by", positioning), ("outcome", outcome), ("from nothing to nothing, s", Campaign.Seconds(TimeProvider.System.GetElapsedTime(start))));
    }
}
