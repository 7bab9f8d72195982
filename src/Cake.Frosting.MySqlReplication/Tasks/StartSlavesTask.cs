namespace Cake.Frosting.MySqlReplication;

/// <summary>Starts the replicas, all at once, and waits until they answer.</summary>
[TaskName("StartSlaves")]
[TaskDescription("Starts the replicas, all at once, and waits until they answer.")]
[IsDependentOn(typeof(StartMasterTask))]
public sealed class StartSlavesTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync((topology, token) => topology.StartReplicasAsync(token), ReplicationSteps.StartTakenBack);
}
