using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Verification;

/// <summary>Reads how a replica is doing once the check's rows were waited for.</summary>
internal sealed class ReplicaReader(Topology topology, ServerSessions sessions, Arrival arrival)
{
    public async Task<ReplicaReport> ReadAsync(ReplicationLink link, CancellationToken cancellationToken)
    {
        var replica = sessions[link.Replica];
        var report = new ReplicaReport
        {
            Name = link.Replica,
            Source = link.Source,
            Version = topology.Server(link.Replica).Version.ToString(),
            Endpoint = $"{replica.Server.Host}:{replica.Server.Port}",
            Receiver = "No",
            Applier = "No",
            ApplierState = "",
            AppliedPosition = "",
            Gtids = "",
            LagMilliseconds = arrival.LagOf(link) is { } lag ? Math.Round(lag.TotalMilliseconds, 1) : null,
            Problems = arrival.ProblemOf(link) is { } problem ? [problem] : [],
        };
        try
        {
            var status = await ReplicaInspector.ReadAsync(replica, link.Channel, cancellationToken).ConfigureAwait(false);
            var gtids = topology.Positioning == Positioning.Gtid
                ? await replica.ScalarAsync("Reading GTIDs", replica.Dialect.ReplicaGtids, cancellationToken).ConfigureAwait(false)
                : null;
            return report with
            {
                Receiver = status?.Receiver ?? "No",
                Applier = status?.Applier ?? "No",
                ApplierState = status?.ApplierState ?? "",
                AppliedPosition = status?.Applied.ToString() ?? "",
                Gtids = gtids?.ReplaceLineEndings("") ?? "",
                SecondsBehind = status?.SecondsBehind,
            };
        }
        catch (MySqlReplicationException failure)
        {
            return report with { Problems = report.Problems.Count > 0 ? report.Problems : [failure.Message] };
        }
    }
}
