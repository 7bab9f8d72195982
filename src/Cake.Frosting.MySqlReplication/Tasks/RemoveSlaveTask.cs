namespace Cake.Frosting.MySqlReplication;

/// <summary>Removes the replica that --replica names, or the one that was added last, with its data.</summary>
/// <remarks>It refuses the only replica, and one that others replicate from.</remarks>
/// <example>
/// <code>
/// ./build.sh --target=RemoveSlave
/// </code>
/// </example>
/// <seealso cref="Cake.MySqlReplication.Settings.ReplicationSettings.Replica"/>
/// <seealso cref="Cake.MySqlReplication.MySqlReplicationAliases.RemoveMySqlReplica"/>
[TaskName("RemoveSlave")]
[TaskDescription("Removes the replica that --replica names, or the one that was added last, with its data.")]
public sealed class RemoveSlaveTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync((topology, token) => topology.RemoveReplicaAsync(token));
}
