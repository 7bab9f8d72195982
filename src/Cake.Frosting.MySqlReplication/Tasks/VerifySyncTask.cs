namespace Cake.Frosting.MySqlReplication;

/// <summary>Waits until every replica holds what the source committed, and proves it.</summary>
/// <remarks>A row is written on every source and followed to every replica; threads, positions, schemas and transactions are looked
/// at as well, and rows if they are asked for. A replica that is not in sync fails the task, with what is wrong with it.</remarks>
/// <example>
/// <code>
/// ./build.sh --target=VerifySync
/// </code>
/// </example>
/// <seealso cref="Cake.MySqlReplication.Settings.ReplicationSettings.Verify"/>
/// <seealso cref="Cake.MySqlReplication.Settings.ReplicationSettings.SyncTimeout"/>
/// <seealso cref="Cake.MySqlReplication.MySqlReplicationAliases.StartMySqlReplication"/>
/// <seealso cref="Cake.MySqlReplication.MySqlReplicationAliases.VerifyMySqlReplication"/>
[TaskName("VerifySync")]
[TaskDescription("Waits until every replica holds what the source committed, and proves it.")]
[IsDependentOn(typeof(ConfigureReplicationTask))]
public sealed class VerifySyncTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) =>
        context.RunStepAsync(async (topology, token) => (await topology.VerifySyncAsync(token)).ThrowUnlessInSync(), ReplicationSteps.StartTakenBack);
}
