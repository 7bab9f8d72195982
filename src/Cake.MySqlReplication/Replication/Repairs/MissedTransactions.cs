using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Repairs;

/// <summary>Gives a replica that was mended time to apply what it missed, so that the next error on its way shows itself.</summary>
internal sealed class MissedTransactions(Topology topology, ReplicationLink link, TimeProvider clock)
{
    /// <summary>Ends when all that the source has by now is applied, at the first error, and at the time limit.</summary>
    public async Task WaitAsync(ServerConnection source, ServerConnection replica, CancellationToken cancellationToken)
    {
        var mark = await SourceMarks.ReadAsync(topology, topology.Server(link.Source), source, cancellationToken).ConfigureAwait(false);
        var deadline = new Deadline(clock, topology.SyncTimeoutOf(link.Replica), "--sync-timeout");
        _ = await new ReplicaWait(topology.Positioning, link.Channel).FindProblemAsync(replica, mark, deadline, cancellationToken).ConfigureAwait(false);
    }
}
