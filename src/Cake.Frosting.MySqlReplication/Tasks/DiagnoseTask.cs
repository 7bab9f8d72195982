namespace Cake.Frosting.MySqlReplication;

/// <summary>Finds out what is wrong, from cause to remedy, and changes nothing.</summary>
/// <remarks>Findings are warnings of the build, and the task succeeds: it fails only where there is no topology to look at. They also
/// go to <c>mysql-replication.diagnosis.json</c> in the base folder.</remarks>
/// <example>
/// <code>
/// ./build.sh --target=Diagnose
/// </code>
/// </example>
/// <seealso cref="Cake.MySqlReplication.MySqlReplicationAliases.DiagnoseMySqlReplication"/>
[TaskName("Diagnose")]
[TaskDescription("Finds out what is wrong, from cause to remedy, and changes nothing.")]
public sealed class DiagnoseTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    /// <remarks>Findings are warnings of the build: the task fails only where it cannot look.</remarks>
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync((topology, token) => topology.DiagnoseAsync(token), ReplicationSteps.NothingChanged);
}
