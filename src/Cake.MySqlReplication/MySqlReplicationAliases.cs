using Cake.Core;
using Cake.Core.Annotations;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Verification;

namespace Cake.MySqlReplication;

/// <summary>A replicated MySQL as a step of a Cake script.</summary>
/// <remarks>A cancellation token is nullable here because Cake gives it to scripts as a parameter that defaults to null.</remarks>
[CakeAliasCategory("MySQL Replication")]
[CakeNamespaceImport("Cake.MySqlReplication")]
[CakeNamespaceImport("Cake.MySqlReplication.Diagnostics")]
[CakeNamespaceImport("Cake.MySqlReplication.Settings")]
[CakeNamespaceImport("Cake.MySqlReplication.Topologies")]
[CakeNamespaceImport("Cake.MySqlReplication.Verification")]
public static class MySqlReplicationAliases
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
    /// Task("Database").Does(async () =>
    /// {
    ///     var topology = await StartMySqlReplication(new ReplicationSettings { Replicas = 2 });
    ///     Information(topology.Servers[0].GetMaskedConnectionString());
    /// });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Start")]
    public static async Task<RunningTopology> StartMySqlReplication(
        this ICakeContext context, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null)
    {
        var cancellation = cancellationToken.GetValueOrDefault();
        var topology = RunningTopology.Open(context, SettingsReader.Read(context, settings));
        await topology.PrepareAsync(cancellation).ConfigureAwait(false);
        await topology.StartAllAsync(cancellation).ConfigureAwait(false);
        await topology.ConfigureReplicationAsync(cancellation).ConfigureAwait(false);
        var report = await topology.VerifySyncAsync(cancellation).ConfigureAwait(false);
        report.ThrowUnlessInSync();
        return topology;
    }

    /// <summary>Verifies that the replicas of a running topology hold what its source committed.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">Names the topology; null for the default name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="MySqlReplicationException">The topology is not running.</exception>
    /// <example>
    /// <code>
    /// (await VerifyMySqlReplication()).ThrowUnlessInSync();
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Verify")]
    public static Task<SyncReport> VerifyMySqlReplication(
        this ICakeContext context, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null) =>
        RunningTopology.Open(context, SettingsReader.Read(context, settings)).VerifySyncAsync(cancellationToken.GetValueOrDefault());

    /// <summary>
    /// Writes a folder with a <c>compose.yaml</c> that brings up the same servers, replication configured, without this tool.
    /// Starts nothing.
    /// </summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">What is asked for; null for one source and one replica of the default image.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="MySqlReplicationException">It could not be written; the message says why.</exception>
    /// <example>
    /// <code>
    /// var folder = await ExportMySqlReplicationToCompose(new ReplicationSettings { Replicas = 2, ComposeFolder = "deploy" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Export")]
    public static async Task<string> ExportMySqlReplicationToCompose(
        this ICakeContext context, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null)
    {
        var topology = RunningTopology.Open(context, SettingsReader.Read(context, settings));
        await topology.PrepareAsync(cancellationToken.GetValueOrDefault()).ConfigureAwait(false);
        return await topology.ExportComposeAsync(cancellationToken.GetValueOrDefault()).ConfigureAwait(false);
    }

    /// <summary>
    /// Adds a replica to a running topology, with all that its source holds, while that is being written to.
    /// </summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">Names the topology; null for the default name.</param>
    /// <param name="cancellationToken">Gives up; the topology is left as it was.</param>
    /// <returns>The new replica.</returns>
    /// <exception cref="MySqlReplicationException">The topology does not run, or the copy failed.</exception>
    /// <example>
    /// <code>
    /// var replica = await AddMySqlReplica();
    /// Information(replica.GetMaskedConnectionString());
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Grow")]
    public static Task<RunningServer> AddMySqlReplica(
        this ICakeContext context, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null) =>
        RunningTopology.Open(context, SettingsReader.Read(context, settings)).AddReplicaAsync(cancellationToken.GetValueOrDefault());

    /// <summary>Removes a replica from a running topology, with its data.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">Names the topology, and by <see cref="ReplicationSettings.Replica"/> the replica; null for the default name and the last replica.</param>
    /// <param name="cancellationToken">Gives up, as long as nothing is removed yet.</param>
    /// <exception cref="MySqlReplicationException">There is no such replica, it is the only one, or others replicate from it.</exception>
    /// <example>
    /// <code>
    /// await RemoveMySqlReplica(new ReplicationSettings { Replica = "slave2" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Grow")]
    public static Task RemoveMySqlReplica(
        this ICakeContext context, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null) =>
        RunningTopology.Open(context, SettingsReader.Read(context, settings)).RemoveReplicaAsync(cancellationToken.GetValueOrDefault());

    /// <summary>
    /// Makes a replica the source: the one that the settings name, or the first, or the most advanced where the source is dead.
    /// </summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">Names the topology and the replica; null for the default name and any replica.</param>
    /// <param name="cancellationToken">Gives up, as long as the old source is the source.</param>
    /// <returns>What was done, and what could not be.</returns>
    /// <exception cref="MySqlReplicationException">It could not be done.</exception>
    /// <example>
    /// <code>
    /// var report = await PromoteMySqlReplication(new ReplicationSettings { Replica = "slave" });
    /// Information($"{report.NewSource} is the source now.");
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Promote")]
    public static Task<PromotionReport> PromoteMySqlReplication(
        this ICakeContext context, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null) =>
        RunningTopology.Open(context, SettingsReader.Read(context, settings)).PromoteAsync(cancellationToken.GetValueOrDefault());

    /// <summary>
    /// Takes away the schemas and accounts that came since a topology was started, and sets global variables back: a clean start for
    /// the next tests.
    /// </summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">Names the topology; null for the default name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was taken away.</returns>
    /// <exception cref="MySqlReplicationException">It could not be done.</exception>
    /// <example>
    /// <code>
    /// await ResetMySqlReplication();
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Reset")]
    public static Task<ResetReport> ResetMySqlReplication(
        this ICakeContext context, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null) =>
        RunningTopology.Open(context, SettingsReader.Read(context, settings)).ResetAsync(cancellationToken.GetValueOrDefault());

    /// <summary>Looks how the servers of a topology are: roles, threads, positions, GTIDs, lag, errors, versions.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">Names the topology; null for the default name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="MySqlReplicationException">There is no topology to look at.</exception>
    /// <example>
    /// <code>
    /// var status = await GetMySqlReplicationStatus();
    /// Information("{0} ms", status.Servers[1].Replication[0].LagMilliseconds);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Status")]
    public static Task<StatusReport> GetMySqlReplicationStatus(
        this ICakeContext context, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null) =>
        RunningTopology.Open(context, SettingsReader.Read(context, settings)).GetStatusAsync(cancellationToken.GetValueOrDefault());

    /// <summary>Finds out what is wrong with a topology, from cause to remedy, and changes nothing.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">Names the topology; null for the default name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="MySqlReplicationException">There is no topology to look at.</exception>
    /// <example>
    /// <code>
    /// foreach (var finding in (await DiagnoseMySqlReplication()).Findings)
    ///     Warning("{0}: {1} {2}", finding.Server, finding.Cause, finding.Remedy);
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Diagnose")]
    public static Task<DiagnosisReport> DiagnoseMySqlReplication(
        this ICakeContext context, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null) =>
        RunningTopology.Open(context, SettingsReader.Read(context, settings)).DiagnoseAsync(cancellationToken.GetValueOrDefault());

    /// <summary>Mends what a diagnosis finds, as far as <see cref="ReplicationSettings.Repair"/> allows.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">Names the topology, and says how far to go and for which replica; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was done, and what is wrong still.</returns>
    /// <exception cref="MySqlReplicationException">A step could not be taken.</exception>
    /// <example>
    /// <code>
    /// (await RepairMySqlReplication(new ReplicationSettings { Replica = "slave2", Repair = RepairMode.Rebuild })).ThrowUnlessRepaired();
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Repair")]
    public static Task<RepairReport> RepairMySqlReplication(
        this ICakeContext context, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null) =>
        RunningTopology.Open(context, SettingsReader.Read(context, settings)).RepairAsync(cancellationToken.GetValueOrDefault());

    /// <summary>Ends all servers of a topology and deletes what was made for them. Succeeds where there is nothing.</summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">Names the topology; null for the default name.</param>
    /// <param name="cancellationToken">Gives up; the next run removes the rest.</param>
    /// <exception cref="MySqlReplicationException">Something could not be removed.</exception>
    /// <example>
    /// <code>
    /// Task("Test").IsDependentOn("Database").Does(RunTests).Finally(async () => await StopMySqlReplication());
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
