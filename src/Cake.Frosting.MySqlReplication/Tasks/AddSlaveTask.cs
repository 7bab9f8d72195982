namespace Cake.Frosting.MySqlReplication;

/// <summary>Adds a replica to a running topology, with all that its source holds, while that is being written to.</summary>
/// <remarks>It ends when the new replica has caught up. What fails or is cancelled leaves nothing of it.</remarks>
/// <example>
/// <code>
/// ./build.sh --target=AddSlave
/// </code>
/// </example>
/// <seealso cref="Cake.MySqlReplication.MySqlReplicationAliases.AddMySqlReplica"/>
[TaskName("AddSlave")]
[TaskDescription("Adds a replica to a running topology, with all that its source holds, while that is being written to.")]
public sealed class AddSlaveTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync((topology, token) => topology.AddReplicaAsync(token), ReplicationSteps.NewReplicaTakenBack);
}
