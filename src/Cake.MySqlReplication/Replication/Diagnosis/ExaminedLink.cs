using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Diagnosis;

/// <summary>One replica and one of its sources, as they were found.</summary>
/// <param name="Topology">What is recorded.</param>
/// <param name="Link">The link between them.</param>
/// <param name="Address">Where the replica is to find the source.</param>
/// <param name="Source">The source, which may be down.</param>
/// <param name="Replica">The replica, which answers.</param>
/// <param name="Status">How the replica is doing.</param>
internal sealed record ExaminedLink(
    Topology Topology, ReplicationLink Link, (string Host, int Port) Address, ExaminedServer Source, ExaminedServer Replica, ReplicaStatus Status)
{
    /// <summary>What the receiver says.</summary>
    public IEnumerable<string> ReceiverEvidence
    {
        get
        {
            yield return $"{Replica.Name}: receiver (IO thread) {Status.Receiver}, connects to {Status.SourceHost}:{Status.SourcePort} as {Status.SourceUser}" +
                (Status.UsesGtid ? " by GTID" : $" at {Status.Received}");
            if (Status.ReceiverErrorNumber != 0)
                yield return $"receiver error {Status.ReceiverErrorNumber}: {Status.ReceiverError}";
        }
    }
}
