using System.Globalization;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Repairs;

/// <summary>Gives a replica that was mended time to apply what it missed, so that the next error on its way shows itself.</summary>
internal sealed class MissedTransactions(Topology topology, ReplicationLink link, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Ends when all that the source has by now is applied, at the first error, and at the time limit.</summary>
    public async Task WaitAsync(ServerConnection source, ServerConnection replica, CancellationToken cancellationToken)
    {
        var mark = await SourceMarks.ReadAsync(topology, topology.Server(link.Source), source, cancellationToken).ConfigureAwait(false);
        var wait = replica.Dialect.Wait(mark, topology.Positioning, seconds: 1, link.Channel);
        for (var limit = replica.Deadline = new Deadline(clock, topology.Asked.SyncTimeout, "--sync-timeout");
            !limit.HasPassed;
            await limit.PauseAsync(Pause, cancellationToken).ConfigureAwait(false))
        {
            var status = await ReplicaInspector.ReadAsync(replica, link.Channel, cancellationToken).ConfigureAwait(false);
            if (status is null || await ReplicaInspector.FindFailureAsync(replica, status, cancellationToken).ConfigureAwait(false) is not null)
                return;
            var answer = await replica.ScalarAsync("Waiting for the source's transactions", wait, cancellationToken).ConfigureAwait(false);
            long? number = answer is null ? null : long.Parse(answer, CultureInfo.InvariantCulture);
            if (replica.Dialect.Outcome(number, topology.Positioning) == WaitOutcome.Reached)
                return;
        }
    }
}
