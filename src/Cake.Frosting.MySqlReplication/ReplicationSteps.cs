using Cake.MySqlReplication;

namespace Cake.Frosting.MySqlReplication;

/// <summary>How the tasks run a step of the topology.</summary>
internal static class ReplicationSteps
{
    /// <summary>Of a step that starts servers.</summary>
    public const string StartTakenBack =
        "A start that was under way was taken back; what was ready before goes on running. Continue with the same target, or remove all with --target=Teardown.";

    /// <summary>Of a step that adds a replica.</summary>
    public const string NewReplicaTakenBack = "The new replica was taken back; the others go on as they were.";

    /// <summary>Of a step that only looks.</summary>
    public const string NothingChanged = "Nothing was changed.";

    /// <summary>Of a step that removes what is there.</summary>
    public const string PartlyRemoved = "What was not removed yet is still there; run the same target again.";

    private const string Unfinished = "What was done until then stays; run the same target again.";

    /// <summary>Runs a step until it ends or is cancelled, by the context or by the first SIGINT or SIGTERM, and says so in words.</summary>
    /// <param name="context">Has the topology.</param>
    /// <param name="step">The step.</param>
    /// <param name="outcome">In what state a cancelled one leaves the topology, and what to do.</param>
    /// <remarks>Signals are listened to as long as the step runs: a build's own tasks end by the first one, as they would without this library.</remarks>
    /// <exception cref="MySqlReplicationException">The step failed, or was cancelled.</exception>
    public static async Task RunStepAsync(this IMySqlReplicationContext context, Func<RunningTopology, CancellationToken, Task> step, string outcome = Unfinished)
    {
        using var signal = new CancellationOnSignal();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, signal.Token);
        try
        {
            either.Token.ThrowIfCancellationRequested();
            await step(context.Topology, either.Token).ConfigureAwait(false);
            // A signal that came too late for the step is to end the build all the same.
            either.Token.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException exception) when (either.IsCancellationRequested)
        {
            throw new MySqlReplicationException("Cancelled. " + outcome, exception);
        }
    }
}
