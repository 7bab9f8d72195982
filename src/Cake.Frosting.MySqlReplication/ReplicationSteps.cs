using Cake.MySqlReplication;

namespace Cake.Frosting.MySqlReplication;

/// <summary>How the tasks run a step of the topology.</summary>
internal static class ReplicationSteps
{
    /// <summary>Runs a step until it ends or the build is cancelled, and says so in words.</summary>
    /// <exception cref="MySqlReplicationException">The step failed, or was cancelled.</exception>
    public static async Task RunStepAsync(this IMySqlReplicationContext context, Func<RunningTopology, CancellationToken, Task> step)
    {
        try
        {
            await step(context.Topology, context.CancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (context.CancellationToken.IsCancellationRequested)
        {
            throw new MySqlReplicationException(
                "Cancelled. A start that was under way was taken back; what was ready before goes on running. " +
                "Continue with the same target, or remove all with --target=Teardown.", exception);
        }
    }
}
