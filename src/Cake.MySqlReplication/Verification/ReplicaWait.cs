using System.Globalization;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Verification;

/// <summary>Waits until a replica has applied what its source had at a mark, and looks after its threads meanwhile.</summary>
internal sealed class ReplicaWait(Topology topology, TimeProvider clock)
{
    // A server's own wait ends the moment the mark is reached, but does not always notice that its applier has stopped.
    private const int SliceSeconds = 1;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <returns>Null when it has; else what keeps it from it.</returns>
    public async Task<string?> UntilAsync(ServerConnection replica, string channel, SourceMark mark, CancellationToken cancellationToken)
    {
        var deadline = replica.Deadline = new Deadline(clock, topology.Asked.SyncTimeout + topology.Asked.For(replica.Server.Name).Delay, "--sync-timeout");
        while (true)
        {
            var status = await ReplicaInspector.ReadAsync(replica, channel, cancellationToken).ConfigureAwait(false);
            if (status is null)
                return "It does not replicate: no source is configured. Run --target=ConfigureReplication.";
            if (await ReplicaInspector.FindFailureAsync(replica, status, cancellationToken).ConfigureAwait(false) is { } failure)
                return failure;

            var seconds = (int)Math.Clamp(Math.Ceiling(deadline.Left.TotalSeconds), 1, SliceSeconds);
            var wait = replica.Dialect.Wait(mark, topology.Positioning, seconds, channel);
            var answer = await replica.ScalarAsync("Waiting for the source's transactions", wait, cancellationToken).ConfigureAwait(false);
            long? number = answer is null ? null : long.Parse(answer, CultureInfo.InvariantCulture);
            var outcome = replica.Dialect.Outcome(number, topology.Positioning);
            // A covered position does not excuse a receiver that has lost its source.
            if (outcome == WaitOutcome.Reached && status.BothThreadsRun)
                return null;
            if (outcome == WaitOutcome.TimedOut && await FindHoleAsync(replica, status, mark, cancellationToken).ConfigureAwait(false) is { } hole)
                return hole;
            if (deadline.HasPassed)
            {
                return $"It has not reached {mark} within {deadline.Limit.TotalSeconds:0.#} seconds (--sync-timeout): receiver {status.Receiver} " +
                    $"at {status.Received}, applier {status.Applier} at {status.Applied} ({status.ApplierState}). " +
                    (ReplicaInspector.DescribeReceiver(status) ?? "No error is recorded: it lags. Give it more time.");
            }

            await deadline.PauseAsync(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What never comes: the applier had passed the mark before the wait that has just ended, and there are transactions that it left out.</summary>
    private async Task<string?> FindHoleAsync(ServerConnection replica, ReplicaStatus status, SourceMark mark, CancellationToken cancellationToken)
    {
        if (topology.Positioning != Positioning.Gtid || !status.BothThreadsRun || !status.Applied.HasReached(mark.Position) ||
            replica.Dialect.MissingGtids(mark.Gtids ?? "") is not { } query)
        {
            return null;
        }

        var missing = await replica.ScalarAsync("Comparing GTIDs", query, cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(missing)
            ? null
            : $"Its applier is at {status.Applied}, past the source's {mark.Position}, and yet it lacks the transactions {missing.ReplaceLineEndings("")}: " +
                "a replication filter or a skipped transaction left them out. Remove the filter from --server-option, run --target=Teardown and start afresh.";
    }
}
