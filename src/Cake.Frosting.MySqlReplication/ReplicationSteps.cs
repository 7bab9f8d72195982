using Cake.MySqlReplication;

namespace Cake.Frosting.MySqlReplication;

/// <summary>How the tasks run a step of the topology.</summary>
internal static class ReplicationSteps
{
    /// <summary>Runs a step until it ends or is cancelled, by the context or by the first SIGINT or SIGTERM, and says so in words.</summary>
    /// <remarks>Signals are listened to as long as the step runs: a build's own tasks end by the first one, as they would without this library.</remarks>
    /// <exception cref="MySqlReplicationException">The step failed, or was cancelled.</exception>
    public static async Task RunStepAsync(this IMySqlReplicationContext context, Func<RunningTopology, CancellationToken, Task> step)
    {
        using var signal = new CancellationOnSignal();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, signal.Token);
        try
        {
            await step(context.Topology, either.Token).ConfigureAwait(false);
            // A signal that came too late for the step is to end the build all the same.
            either.Token.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException exception) when (either.IsCancellationRequested)
        {
            throw new MySqlReplicationException(
                "Cancelled. A start that was under way was taken back; what was ready before goes on running. " +
                "Continue with the same target, or remove all with --target=Teardown.", exception);
        }
    }
}
