namespace Cake.Frosting.MySqlReplication;

/// <summary>Starts the source and waits until it answers.</summary>
[TaskName("StartMaster")]
[TaskDescription("Starts the source and waits until it answers.")]
[IsDependentOn(typeof(PrepareDirsTask))]
public sealed class StartMasterTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) => context.Topology.StartSourceAsync(context.CancellationToken);
}
