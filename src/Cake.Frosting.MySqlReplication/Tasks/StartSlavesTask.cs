namespace Cake.Frosting.MySqlReplication;

/// <summary>Starts the replicas, all at once, and waits until they answer.</summary>
/// <remarks>It starts what is down and leaves alone what runs. Nothing replicates yet.</remarks>
/// <example>
/// <code>
/// ./build.sh --target=StartSlaves
/// </code>
/// </example>
/// <seealso cref="Cake.MySqlReplication.Settings.ReplicationSettings.StartTimeout"/>
[TaskName("StartSlaves")]
[TaskDescription("Starts the replicas, all at once, and waits until they answer.")]
[IsDependentOn(typeof(StartMasterTask))]
public sealed class StartSlavesTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync((topology, token) => topology.StartReplicasAsync(token), ReplicationSteps.StartTakenBack);
}
