namespace Cake.Frosting.MySqlReplication;

/// <summary>Removes what is kept for later starts.</summary>
/// <remarks>Without limits, all of them. Servers that were fetched stay.</remarks>
/// <example>
/// <code>
/// ./build.sh --target=CleanCache --cache-age=7
/// </code>
/// </example>
/// <seealso cref="Cake.MySqlReplication.Settings.ReplicationSettings.CacheAge"/>
/// <seealso cref="Cake.MySqlReplication.Settings.ReplicationSettings.CacheSize"/>
/// <seealso cref="Cake.MySqlReplication.MySqlReplicationAliases.CleanMySqlReplicationCache"/>
[TaskName("CleanCache")]
[TaskDescription("Removes templates of data directories that are kept for later starts, as far as nobody uses them.")]
public sealed class CleanCacheTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync((topology, token) => topology.CleanCacheAsync(token));
}
