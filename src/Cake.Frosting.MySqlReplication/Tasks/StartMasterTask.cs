namespace Cake.Frosting.MySqlReplication;

/// <summary>Starts the source and waits until it answers.</summary>
[TaskName("StartMaster")]
[TaskDescription("Starts the source and waits until it answers.")]
[IsDependentOn(typeof(PrepareDirsTask))]
public sealed class StartMasterTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    /// <remarks>Where replicas are needed next, they start beside their source: all servers take the time of one.</remarks>
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync((topology, token) =>
        TaskGraph.WillRun<StartSlavesTask>(context) ? topology.StartAllAsync(token) : topology.StartSourceAsync(token), ReplicationSteps.StartTakenBack);
}
