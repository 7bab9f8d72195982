using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Reporting;
using Cake.MySqlReplication.Reporting.Documents;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using Cake.MySqlReplication.Verification;

namespace Cake.MySqlReplication.Evidence;

/// <summary>Looks at a topology and writes reports about it.</summary>
internal sealed class TopologyReports(ReplicationSettings settings, TopologyPaths paths, RunRecorder recorder, TimeProvider clock)
{
    /// <summary>So many samples of the lag are taken for a report that is asked for by itself.</summary>
    private const int Samples = 12;

    private static readonly TimeSpan SamplingLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);

    /// <summary>Measures the lag some times, and writes a report of how all is now.</summary>
    public async Task WriteMeasuredAsync(string folder, Topology topology, CancellationToken cancellationToken)
    {
        StatusReport? status = null;
        await using (var sessions = await ServerSessions.OpenAnsweringAsync(topology, cancellationToken).ConfigureAwait(false))
        {
            var start = clock.GetTimestamp();
            for (var sample = 0; sample < Samples && (sample == 0 || clock.GetElapsedTime(start) < SamplingLimit); sample++)
            {
                status = await new StatusReader(topology, sessions, clock).ReadAsync(cancellationToken).ConfigureAwait(false);
                recorder.Add(status);
            }
        }

        await recorder.SaveAsync().ConfigureAwait(false);
        StatusOutput.Write(paths, status!);
        Write(folder, topology, status, failure: null);
    }

    /// <summary>Writes a report of how all is now; nothing is written on servers for it.</summary>
    public async Task WriteAsync(string folder, Topology topology, CancellationToken cancellationToken) =>
        Write(folder, topology, await LookAsync(topology, cancellationToken).ConfigureAwait(false), failure: null);

    /// <summary>Writes a report with what was seen.</summary>
    /// <exception cref="MySqlReplicationException">The folder cannot be written to.</exception>
    public void Write(string folder, Topology? topology, StatusReport? status, string? failure)
    {
        var report = ReportBuilder.Build(paths, topology, status, recorder.All(failed: failure is not null), failure, settings, clock.GetUtcNow());
        try
        {
            ReportFiles.Write(folder, ReportMask.Apply(report, ReportBuilder.Secrets(topology, settings)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MySqlReplicationException($"The report could not be written to {folder}: {exception.Message} Choose another folder with --report.", exception);
        }
    }

    /// <summary>How the servers are that answer soon.</summary>
    public async Task<StatusReport> LookAsync(Topology topology, CancellationToken cancellationToken)
    {
        await using var sessions = await ServerSessions.OpenAnsweringAsync(topology, AnswerLimit, cancellationToken).ConfigureAwait(false);
        return await new StatusReader(topology, sessions, clock, writesHeartbeats: false).ReadAsync(cancellationToken).ConfigureAwait(false);
    }
}
