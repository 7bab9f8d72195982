namespace Cake.Frosting.MySqlReplication;

/// <summary>Fetches the image, chooses ports and passwords, and writes the servers' folders and configuration.</summary>
[TaskName("PrepareDirs")]
[TaskDescription("Fetches the image, chooses ports and passwords, and writes the servers' folders and configuration.")]
public sealed class PrepareDirsTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync((topology, token) => topology.PrepareAsync(token), ReplicationSteps.StartTakenBack);
}
