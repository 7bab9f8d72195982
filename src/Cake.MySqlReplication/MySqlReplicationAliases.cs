using Cake.Core;
using Cake.Core.Annotations;
using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication;

/// <summary>A replicated MySQL as a step of a Cake script.</summary>
/// <remarks>A cancellation token is nullable here because Cake gives it to scripts as a parameter that defaults to null.</remarks>
[CakeAliasCategory("MySQL Replication")]
[CakeNamespaceImport("Cake.MySqlReplication")]
[CakeNamespaceImport("Cake.MySqlReplication.Diagnostics")]
[CakeNamespaceImport("Cake.MySqlReplication.Settings")]
[CakeNamespaceImport("Cake.MySqlReplication.Topologies")]
[CakeNamespaceImport("Cake.MySqlReplication.Verification")]
public static partial class MySqlReplicationAliases
{
    /// <summary>
    /// Brings up a source and its replicas, configures replication and verifies that they are in sync. Where they run
    /// already, only verifies. The command line and environment variables (<c>MYSQL_REPLICATION_…</c>) override the settings.
    /// </summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">What is asked for; null for one source and one replica of the default image.</param>
    /// <param name="cancellationToken">Gives up; what was begun is taken back.</param>
    /// <returns>The topology, with its servers.</returns>
    /// <exception cref="MySqlReplicationException">It could not be brought up, or is not in sync; the message says what to do.</exception>
    /// <example>
    /// <code>
    /// var topology = await StartMySqlReplication(new ReplicationSettings { Replicas = 2 });
    /// Information(topology.Servers[0].GetMaskedConnectionString());
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Start")]
    public static async Task<RunningTopology> StartMySqlReplication(
        this ICakeContext context, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null)
    {
        var cancellation = cancellationToken.GetValueOrDefault();
        var topology = RunningTopology.Open(context, SettingsReader.Read(context, settings));
        await topology.BringUpAsync(cancellation).ConfigureAwait(false);
        return topology;
    }

    /// <summary>Brings a replicated MySQL up, does something with it, and tears it down, whatever happens.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="body">What is done with the servers.</param>
    /// <param name="settings">What is asked for; null for one source and one replica of the default image.</param>
    /// <param name="cancellationToken">Gives up, and tears down.</param>
    /// <exception cref="MySqlReplicationException">The servers could not be brought up, or not be torn down.</exception>
    /// <example>
    /// <code>
    /// await WithMySqlReplication(topology => DotNetTest("tests/Database.Tests", new DotNetTestSettings
    /// {
    ///     EnvironmentVariables = topology.GetEnvironmentVariables().ToDictionary(),
    /// }));
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Start")]
    public static Task WithMySqlReplication(
        this ICakeContext context, Action<RunningTopology> body, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return WithMySqlReplication(
            context,
            topology =>
            {
                body(topology);
                return Task.CompletedTask;
            },
            settings, cancellationToken);
    }

    /// <summary>Brings a replicated MySQL up, does something with it that takes its time, and tears it down, whatever happens.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="body">What is done with the servers.</param>
    /// <param name="settings">What is asked for; null for one source and one replica of the default image.</param>
    /// <param name="cancellationToken">Gives up, and tears down.</param>
    /// <exception cref="MySqlReplicationException">The servers could not be brought up, or not be torn down.</exception>
    /// <example>
    /// <code>
    /// await WithMySqlReplication(async topology =>
    /// {
    ///     DotNetRun("src/Migrations", new DotNetRunSettings { EnvironmentVariables = topology.GetEnvironmentVariables().ToDictionary() });
    ///     (await topology.VerifySyncAsync()).ThrowUnlessInSync();
    /// });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Start")]
    public static Task WithMySqlReplication(
        this ICakeContext context, Func<RunningTopology, Task> body, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return RunningTopology.Open(context, SettingsReader.Read(context, settings))
            .RunAsync((topology, _) => body(topology), cancellationToken.GetValueOrDefault());
    }

    /// <summary>Ends all servers of a topology and deletes what was made for them. Succeeds where there is nothing.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">Names the topology; null for the default name.</param>
    /// <param name="cancellationToken">Gives up; the next run removes the rest.</param>
    /// <exception cref="MySqlReplicationException">Something could not be removed.</exception>
    /// <example>
    /// <code>
    /// await StopMySqlReplication();
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Stop")]
    public static Task StopMySqlReplication(
        this ICakeContext context, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null) =>
        RunningTopology.Open(context, SettingsReader.Read(context, settings)).TeardownAsync(cancellationToken.GetValueOrDefault());

    /// <summary>Removes what is kept for later starts, as far as nobody uses it: all, or what is beyond the limits that the settings name.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">The limits; null for none, which removes all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was removed.</returns>
    /// <exception cref="MySqlReplicationException">Something could not be removed; the message says what and why.</exception>
    /// <example>
    /// <code>
    /// await CleanMySqlReplicationCache(new ReplicationSettings { CacheAge = TimeSpan.FromDays(7) });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Stop")]
    public static Task<IReadOnlyList<string>> CleanMySqlReplicationCache(
        this ICakeContext context, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null) =>
        RunningTopology.Open(context, SettingsReader.Read(context, settings)).CleanCacheAsync(cancellationToken.GetValueOrDefault());
}
