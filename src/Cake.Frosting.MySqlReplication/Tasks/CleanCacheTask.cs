namespace Cake.Frosting.MySqlReplication;

/// <summary>Removes what is kept for later starts.</summary>
[TaskName("CleanCache")]
[TaskDescription("Removes templates of data directories that are kept for later starts, as far as nobody uses them.")]
public sealed class CleanCacheTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync((topology, token) => topology.CleanCacheAsync(token));
}
