namespace Cake.Frosting.MySqlReplication;

/// <summary>Creates the replication account and points the replicas at the source.</summary>
[TaskName("ConfigureReplication")]
[TaskDescription("Creates the replication account and points the replicas at the source.")]
[IsDependentOn(typeof(StartSlavesTask))]
public sealed class ConfigureReplicationTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync((topology, token) => topology.ConfigureReplicationAsync(token), ReplicationSteps.StartTakenBack);
}
