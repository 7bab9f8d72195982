using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Reporting.Documents;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication;

/// <content>What people look at: reports, and what is kept of a failure.</content>
public sealed partial class RunningTopology
{
    /// <summary>Where what tells why a step failed is kept.</summary>
    private string EvidenceFolder => Path.Combine(_workingDirectory, "artifacts", "mysql-replication", Settings.Name);

    private string? ReportFolder => Settings.Report is { } folder ? Path.GetFullPath(folder, _workingDirectory) : null;

    /// <summary>
    /// Writes a report of how all is: <c>report.html</c>, which needs nothing else and no network, <c>report.md</c> for the summary of a
    /// job, and <c>report.json</c> for programs. Passwords are masked. It measures the lag some times, works while servers are down, and
    /// does not wait for another build.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The folder: <see cref="Settings.ReplicationSettings.Report"/>, or <c>artifacts/mysql-replication/&lt;name&gt;</c>.</returns>
    /// <exception cref="MySqlReplicationException">There is no topology to report on, or the folder cannot be written to.</exception>
    public async Task<string> WriteReportAsync(CancellationToken cancellationToken = default)
    {
        var folder = ReportFolder ?? EvidenceFolder;
        await _reports.WriteMeasuredAsync(folder, Recorded(), cancellationToken).ConfigureAwait(false);
        TellOfReport(folder);
        return folder;
    }

    /// <summary>At the end of a step, for those who asked for it.</summary>
    private async Task ReportIfAskedAsync(CancellationToken cancellationToken)
    {
        if (ReportFolder is not { } folder)
            return;
        await _reports.WriteAsync(folder, Recorded(), cancellationToken).ConfigureAwait(false);
        TellOfReport(folder);
    }

    /// <summary>For the case that something else may have failed, which is what the user is to hear of.</summary>
    private async Task TryReportAsync()
    {
        try
        {
            if (StateFile.Read(_paths) is not null)
                await ReportIfAskedAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (MySqlReplicationException exception)
        {
            _log.Error("{0}", exception.Message);
        }
    }

    private void TellOfReport(string folder) => _log.Information("The report is {0}.", Path.Combine(folder, ReportFiles.Page));
}
