namespace Cake.Frosting.MySqlReplication;

/// <summary>Shows how the servers are: roles, threads, positions, lag.</summary>
/// <remarks>
/// <para>It works while servers are down, waits for no other build, and writes the same as JSON, into
/// <c>mysql-replication.status.json</c> in the base folder.</para>
/// <para>Lag is measured: a heartbeat row is written on each source, into the schema <c>mysql_replication_check</c>, and looked for
/// on the replicas for one second. In brackets stands the server's own figure, which is in whole seconds.</para>
/// </remarks>
/// <example>
/// <code>
/// ./build.sh --target=Status
/// </code>
/// </example>
/// <seealso cref="Cake.MySqlReplication.MySqlReplicationAliases.GetMySqlReplicationStatus"/>
[TaskName("Status")]
[TaskDescription("Shows how the servers are: roles, threads, positions, GTIDs, lag, errors, versions.")]
public sealed class StatusTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) =>
        context.RunStepAsync((topology, token) => topology.GetStatusAsync(token), ReplicationSteps.NothingChanged);
}
