namespace Cake.Frosting.MySqlReplication;

/// <summary>Creates the replication account and points the replicas at the source.</summary>
/// <remarks>
/// <para>The account has <c>REPLICATION SLAVE</c> and no other privilege. The task ends when both threads of every replica run, and
/// stops at the first error that waiting cannot mend. A replica that is configured and runs is left alone.</para>
/// <para>It writes the result files, which tell how to connect.</para>
/// </remarks>
/// <example>
/// <code>
/// ./build.sh --target=ConfigureReplication
/// </code>
/// </example>
/// <seealso cref="Cake.MySqlReplication.Settings.ReplicationSettings.SyncTimeout"/>
/// <seealso cref="Cake.MySqlReplication.Settings.ReplicationSettings.Positioning"/>
[TaskName("ConfigureReplication")]
[TaskDescription("Creates the replication account and points the replicas at the source.")]
[IsDependentOn(typeof(StartSlavesTask))]
public sealed class ConfigureReplicationTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync((topology, token) => topology.ConfigureReplicationAsync(token), ReplicationSteps.StartTakenBack);
}
