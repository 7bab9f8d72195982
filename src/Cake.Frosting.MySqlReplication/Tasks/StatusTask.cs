namespace Cake.Frosting.MySqlReplication;

/// <summary>Shows how the servers are: roles, threads, positions, lag.</summary>
[TaskName("Status")]
[TaskDescription("Shows how the servers are: roles, threads, positions, GTIDs, lag, errors, versions.")]
public sealed class StatusTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) =>
        context.RunStepAsync((topology, token) => topology.GetStatusAsync(token), ReplicationSteps.NothingChanged);
}
