using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Compose;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Replication.Diagnosis;
using Cake.MySqlReplication.Reporting;
using Cake.MySqlReplication.Topologies;
using Cake.MySqlReplication.Verification;

namespace Cake.MySqlReplication;

/// <content>What looks at it and changes nothing.</content>
public sealed partial class RunningTopology
{
    /// <summary>
    /// Waits until every replica holds what the source has committed, or finds what keeps it from it. The verdict goes
    /// to the log and to the result file, too.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The verdict. See <see cref="SyncReport.ThrowUnlessInSync"/>.</returns>
    /// <exception cref="MySqlReplicationException">The topology is not running.</exception>
    public async Task<SyncReport> VerifySyncAsync(CancellationToken cancellationToken = default)
    {
        // Asked before the lock: it would make a folder where there is none.
        Recorded();
        SyncReport? report = null;
        await LockedAsync(async () => report = await VerifyAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        await ReportIfAskedAsync(cancellationToken).ConfigureAwait(false);
        return report!;
    }

    /// <summary>
    /// Writes a folder with a <c>compose.yaml</c> and all that it needs to bring up the same servers, replication configured,
    /// without this tool.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The folder. It holds passwords, and only its owner can enter it.</returns>
    /// <exception cref="MySqlReplicationException">Nothing is prepared, or the folder holds a file of somebody else.</exception>
    public async Task<string> ExportComposeAsync(CancellationToken cancellationToken = default)
    {
        Recorded();
        var folder = Path.GetFullPath(Settings.ComposeFolder ?? Path.Combine("compose", Settings.Name), _workingDirectory);
        await LockedAsync(
            () =>
            {
                ComposeExport.Write(Recorded(), folder, server => DockerImages.Of(Recorded(), server));
                _log.Information("Wrote {0}. Bring it up with `docker compose up --detach --wait` in {1}.", ComposeExport.FileName, folder);
                return Task.CompletedTask;
            },
            cancellationToken).ConfigureAwait(false);
        return folder;
    }

    /// <summary>
    /// Looks how the servers are: roles, threads, positions, GTIDs, lag, read-only, versions, errors. It works while servers are
    /// down, and does not wait for another build. What it finds goes to the log and to a file, too.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="MySqlReplicationException">There is no topology to look at.</exception>
    public async Task<StatusReport> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        var topology = Recorded();
        await using var sessions = await ServerSessions.OpenAnsweringAsync(topology, cancellationToken).ConfigureAwait(false);
        var report = await new StatusReader(topology, sessions, _clock).ReadAsync(cancellationToken).ConfigureAwait(false);
        StatusOutput.Write(_paths, report);
        _recorder.Add(report);
        await _recorder.SaveAsync().ConfigureAwait(false);
        foreach (var line in StatusOutput.Lines(report))
            _log.Information("{0}", line);
        if (ReportFolder is { } folder)
        {
            _reports.Write(folder, topology, report, failure: null);
            TellOfReport(folder);
        }

        return report;
    }

    /// <summary>
    /// Finds out what is wrong, from cause to remedy, and changes nothing. It works while servers are down or do not answer,
    /// and does not wait for another build. The findings go to the log and to a file, too.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was found; nothing when all is well. See <see cref="DiagnosisReport.ThrowOnError"/>.</returns>
    /// <exception cref="MySqlReplicationException">There is no topology to look at.</exception>
    public async Task<DiagnosisReport> DiagnoseAsync(CancellationToken cancellationToken = default)
    {
        var report = await new Diagnoser(Recorded(), _engine, _clock).DiagnoseAsync(cancellationToken).ConfigureAwait(false);
        DiagnosisOutput.Write(_paths, report, _log.Information, _log.Warning);
        await ReportIfAskedAsync(cancellationToken).ConfigureAwait(false);
        return report;
    }

    private async Task<SyncReport> VerifyAsync(CancellationToken cancellationToken)
    {
        var topology = Recorded();
        await using var sessions = await ServerSessions.OpenAsync(topology, _engine, cancellationToken).ConfigureAwait(false);
        var report = await new SyncVerifier(topology, sessions, _clock, _profile).VerifyAsync(cancellationToken).ConfigureAwait(false);
        ResultFiles.Write(_paths, topology.Name, Servers, report);
        _recorder.Add(report);
        foreach (var line in ConsoleReport.Lines(report))
            _log.Information("{0}", line);
        foreach (var line in ConsoleReport.Details(report))
            _log.Verbose("{0}", line);
        TellHowToConnect(topology);
        return report.IsInSync ? report : report with { Evidence = await _evidence.KeepAsync(report.Message()).ConfigureAwait(false) };
    }

    /// <summary>Passwords are in files, and never in what is shown.</summary>
    private void TellHowToConnect(Topology topology)
    {
        foreach (var line in ClientAccess.Lines(topology))
            _log.Information("{0}", line);
        _log.Information("Passwords are in {0} and {1}.", _paths.EnvironmentFile, _paths.ResultFile);
    }
}
