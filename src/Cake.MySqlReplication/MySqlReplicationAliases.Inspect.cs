using Cake.Core;
using Cake.Core.Annotations;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Verification;

namespace Cake.MySqlReplication;

/// <content>What looks at a topology and changes nothing.</content>
public static partial class MySqlReplicationAliases
{
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

    /// <summary>
    /// Writes a report of a topology: <c>report.html</c> to look at, <c>report.md</c> for the summary of a job, <c>report.json</c> for programs.
    /// </summary>
    /// <param name="context">The Cake context.</param>
    /// <param name="settings">Names the topology, and the folder in <see cref="ReplicationSettings.Report"/>; null for the default ones.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="MySqlReplicationException">There is no topology to report on, or the folder cannot be written to.</exception>
    /// <example>
    /// <code>
    /// var folder = await WriteMySqlReplicationReport(new ReplicationSettings { Report = "artifacts/report" });
    /// </code>
    /// </example>
    [CakeMethodAlias]
    [CakeAliasCategory("Status")]
    public static Task<string> WriteMySqlReplicationReport(
        this ICakeContext context, ReplicationSettings? settings = null, CancellationToken? cancellationToken = null) =>
        RunningTopology.Open(context, SettingsReader.Read(context, settings)).WriteReportAsync(cancellationToken.GetValueOrDefault());

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
}
