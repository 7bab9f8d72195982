namespace Cake.Frosting.MySqlReplication;

/// <summary>Drops the schemas and accounts that came since the start, and sets back what was set.</summary>
/// <remarks>A clean start for the next tests, without a new topology. Replication goes on meanwhile.</remarks>
/// <example>
/// <code>
/// ./build.sh --target=Reset
/// </code>
/// </example>
/// <seealso cref="Cake.MySqlReplication.MySqlReplicationAliases.ResetMySqlReplication"/>
[TaskName("Reset")]
[TaskDescription("Drops the schemas and accounts that came since the start, and sets back what was set.")]
public sealed class ResetTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync((topology, token) => topology.ResetAsync(token));
}
