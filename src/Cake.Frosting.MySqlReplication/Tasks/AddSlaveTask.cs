namespace Cake.Frosting.MySqlReplication;

/// <summary>Adds a replica to a running topology, with all that its source holds, while that is being written to.</summary>
[TaskName("AddSlave")]
[TaskDescription("Adds a replica to a running topology, with all that its source holds, while that is being written to.")]
public sealed class AddSlaveTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync((topology, token) => topology.AddReplicaAsync(token), ReplicationSteps.NewReplicaTakenBack);
}
