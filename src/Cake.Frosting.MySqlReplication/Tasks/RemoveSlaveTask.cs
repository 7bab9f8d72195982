namespace Cake.Frosting.MySqlReplication;

/// <summary>Removes the replica that --replica names, or the one that was added last, with its data.</summary>
[TaskName("RemoveSlave")]
[TaskDescription("Removes the replica that --replica names, or the one that was added last, with its data.")]
public sealed class RemoveSlaveTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync((topology, token) => topology.RemoveReplicaAsync(token));
}
