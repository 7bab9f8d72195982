using System.Globalization;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Verification;

/// <summary>Waits until a replica has applied what its source had at a mark, and looks after its threads meanwhile.</summary>
internal sealed class ReplicaWait(Topology topology, Dialect dialect, TimeProvider clock)
{
    // A server's own wait ends the moment the mark is reached, but does not always notice that its applier has stopped.
    private const int SliceSeconds = 1;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <returns>Null when it has; else what keeps it from it.</returns>
    public async Task<string?> UntilAsync(ServerConnection replica, SourceMark mark, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(clock, topology.Asked.SyncTimeout);
        while (true)
        {
            var status = await ReplicaInspector.ReadAsync(replica, dialect, cancellationToken).ConfigureAwait(false);
            if (status is null)
                return "It does not replicate: no source is configured. Run --target=ConfigureReplication.";
            if (await ReplicaInspector.FindFailureAsync(replica, status, cancellationToken).ConfigureAwait(false) is { } failure)
                return failure;

            var seconds = (int)Math.Clamp(Math.Ceiling(deadline.Left.TotalSeconds), 1, SliceSeconds);
            var answer = await replica.ScalarAsync(dialect.Wait(mark, topology.Positioning, seconds), cancellationToken).ConfigureAwait(false);
            long? number = answer is null ? null : long.Parse(answer, CultureInfo.InvariantCulture);
            // A covered position does not excuse a receiver that has lost its source.
            if (dialect.Outcome(number, topology.Positioning) == WaitOutcome.Reached && status.BothThreadsRun)
                return null;
            if (deadline.HasPassed)
            {
                return $"It has not reached {mark} within {deadline.Limit.TotalSeconds:0.#} seconds (--sync-timeout): receiver {status.Receiver} " +
                    $"at {status.Received}, applier {status.Applier} at {status.Applied} ({status.ApplierState}). " +
                    (ReplicaInspector.DescribeReceiver(status) ?? "No error is recorded: it lags. Give it more time.");
            }

            await deadline.PauseAsync(Pause, cancellationToken).ConfigureAwait(false);
        }
    }
}
