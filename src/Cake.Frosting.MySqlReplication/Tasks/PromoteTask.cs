namespace Cake.Frosting.MySqlReplication;

/// <summary>Makes a replica the source, whether the old one lives (switchover) or is dead (failover).</summary>
/// <remarks>The new source is the one that <c>--replica</c> names, or the first, or the most advanced where the source is dead. The
/// others follow it; so does the old source, if it has nothing of its own. Servers keep their names, ports and folders: what changes
/// is who is the source.</remarks>
/// <example>
/// <code>
/// ./build.sh --target=Promote
/// </code>
/// </example>
/// <seealso cref="Cake.MySqlReplication.Settings.ReplicationSettings.Replica"/>
/// <seealso cref="Cake.MySqlReplication.MySqlReplicationAliases.PromoteMySqlReplication"/>
[TaskName("Promote")]
[TaskDescription("Makes a replica the source, whether the old one lives (switchover) or is dead (failover).")]
public sealed class PromoteTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync((topology, token) => topology.PromoteAsync(token));
}
