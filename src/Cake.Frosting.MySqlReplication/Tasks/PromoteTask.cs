namespace Cake.Frosting.MySqlReplication;

/// <summary>Makes a replica the source, whether the old one lives (switchover) or is dead (failover).</summary>
[TaskName("Promote")]
[TaskDescription("Makes a replica the source, whether the old one lives (switchover) or is dead (failover).")]
public sealed class PromoteTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync((topology, token) => topology.PromoteAsync(token));
}
