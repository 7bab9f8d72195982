using System.Globalization;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Replication;

/// <summary>Waits until a replica has applied what its source had at a mark, and looks after its threads meanwhile.</summary>
internal sealed class ReplicaWait(Positioning positioning, string channel)
{
    // A server's own wait ends the moment the mark is reached, but does not always notice that its applier has stopped.
    private const int SliceSeconds = 1;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Whether both threads have to run, too: a covered position does not excuse a receiver that has lost its source.</summary>
    public bool NeedsThreads { get; init; }

    /// <summary>Whether the time begins anew as often as the replica has come nearer: it may be far behind.</summary>
    public bool IsPatient { get; init; }

    /// <returns>Null when it has; else what keeps it from it, in sentences about "it".</returns>
    public async Task<string?> FindProblemAsync(ServerConnection replica, SourceMark mark, Deadline deadline, CancellationToken cancellationToken)
    {
        mark = positioning == Positioning.Gtid ? mark : mark with { Gtids = null };
        for (var last = ""; ; await deadline.PauseAsync(Pause, cancellationToken).ConfigureAwait(false))
        {
            replica.Deadline = deadline;
            var status = await ReplicaInspector.ReadAsync(replica, channel, cancellationToken).ConfigureAwait(false);
            if (status is null)
                return "It does not replicate: no source is configured. Run --target=ConfigureReplication.";
            var failure = await ReplicaInspector.FindFailureAsync(replica, status, cancellationToken).ConfigureAwait(false);
            if (failure is not null && NeedsThreads)
                return failure;

            // One that has stopped may have all of it.
            var outcome = await AskAsync(replica, mark, deadline, cancellationToken).ConfigureAwait(false);
            if (outcome == WaitOutcome.Reached && (status.BothThreadsRun || !NeedsThreads))
                return null;
            if (failure is not null)
                return failure;
            if (outcome == WaitOutcome.TimedOut && await FindHoleAsync(replica, status, mark, cancellationToken).ConfigureAwait(false) is { } hole)
                return hole;

            var now = $"{status.Received} {status.Applied}";
            if (IsPatient && now != last)
                (deadline, last) = (deadline.Again(), now);
            if (deadline.HasPassed)
                return Describe(status, mark, deadline);
        }
    }

    private async Task<WaitOutcome> AskAsync(ServerConnection replica, SourceMark mark, Deadline deadline, CancellationToken cancellationToken)
    {
        var seconds = (int)Math.Clamp(Math.Ceiling(deadline.Left.TotalSeconds), 1, SliceSeconds);
        var answer = await replica.ScalarAsync(
            "Waiting for the source's transactions", replica.Dialect.Wait(mark, positioning, seconds, channel), cancellationToken).ConfigureAwait(false);
        return replica.Dialect.Outcome(answer is null ? null : long.Parse(answer, CultureInfo.InvariantCulture), positioning);
    }

    private string Describe(ReplicaStatus status, SourceMark mark, Deadline deadline) =>
        (IsPatient ? $"It has stood still for {deadline} on its way to {mark}" : $"It has not reached {mark} within {deadline}") +
        $": receiver {status.Receiver} at {status.Received}, applier {status.Applier} at {status.Applied} ({status.ApplierState}). " +
        (ReplicaInspector.DescribeReceiver(status) ?? "No error is recorded: it lags. Give it more time.");

    /// <summary>What never comes: the applier had passed the mark before the wait that has just ended, and there are transactions that it left out.</summary>
    private static async Task<string?> FindHoleAsync(ServerConnection replica, ReplicaStatus status, SourceMark mark, CancellationToken cancellationToken)
    {
        if (mark.Gtids is null || !status.BothThreadsRun || !status.Applied.HasReached(mark.Position) ||
            replica.Dialect.MissingGtids(mark.Gtids) is not { } query)
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
