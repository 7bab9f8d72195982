using System.Text.Json;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Reporting.History;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using Cake.MySqlReplication.Verification;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>Puts a report together from what is planned, what was seen, and what earlier runs left.</summary>
internal static class ReportBuilder
{
    /// <summary>A failure's message is cut here: some end with whole lists.</summary>
    private const int LongestFailure = 20_000;

    /// <param name="paths">Where the last verification and diagnosis are.</param>
    /// <param name="topology">The plan; null where there is none.</param>
    /// <param name="status">What was seen just now; null where nobody could look.</param>
    /// <param name="history">What runs did.</param>
    /// <param name="failure">The error that the step ended with; null where it ended well.</param>
    /// <param name="settings">What was asked for.</param>
    /// <param name="now">The time of the report.</param>
    public static RunReport Build(
        TopologyPaths paths, Topology? topology, StatusReport? status, IReadOnlyList<HistoryLine> history, string? failure, ReplicationSettings settings, DateTimeOffset now)
    {
        var verification = LastVerification(paths);
        var diagnosis = LastDiagnosis(paths);
        var report = new RunReport
        {
            Name = settings.Name,
            WrittenAt = now,
            Failure = failure?.Length > LongestFailure ? failure[..LongestFailure] + " …" : failure,
            Verification = verification,
            VerifiedAt = verification is null ? null : File.GetLastWriteTimeUtc(paths.ResultFile),
            Diagnosis = diagnosis,
            DiagnosedAt = diagnosis is null ? null : File.GetLastWriteTimeUtc(paths.DiagnosisFile),
            Timeline = [.. history.Select(line => line.Phase).OfType<RecordedPhase>()],
            Lag = [.. history.Select(line => line.Lag).OfType<LagSample>()],
        };
        if (topology is not null)
            report = ReportedTopology.In(report, topology, status);
        return report with { Verdict = VerdictOf(report) };
    }

    /// <summary>All passwords that may stand in what is reported.</summary>
    public static IReadOnlyCollection<string> Secrets(Topology? topology, ReplicationSettings settings) =>
    [
        .. new[] { topology?.RootPassword, topology?.InitialPassword, topology?.ReplicationPassword, settings.RootPassword, settings.ReplicationPassword }
            .OfType<Secret>().Select(secret => secret.Reveal()).Distinct(),
    ];

    private static Verdict VerdictOf(RunReport report) =>
        report.Verification?.IsInSync == false ? Verdict.NotInSync
        : report.Failure is not null ? Verdict.Failed
        : report.Links.Any(link => link.Health == Health.Bad) || report.Servers.Any(server => server.Health == Health.Bad) ? Verdict.NotInSync
        : report.Verification is null ? Verdict.NotVerified
        : Verdict.InSync;

    private static SyncReport? LastVerification(TopologyPaths paths) =>
        Read(paths.ResultFile, root => root.TryGetProperty("report", out var report) ? report.Deserialize(RunReportContext.Default.SyncReport) : null);

    private static DiagnosisReport? LastDiagnosis(TopologyPaths paths) =>
        Read(paths.DiagnosisFile, root => root.Deserialize(RunReportContext.Default.DiagnosisReport)) is { IsHealthy: false } report ? report : null;

    /// <summary>Null where there is no such file, or one that is damaged, or another version's.</summary>
    private static T? Read<T>(string file, Func<JsonElement, T?> take)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return take(document.RootElement);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
