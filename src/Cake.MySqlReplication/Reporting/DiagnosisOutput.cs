using System.Text.Json;
using System.Text.Json.Serialization;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Reporting;

/// <summary>A diagnosis as lines for a build's log, and as a file for programs.</summary>
internal static class DiagnosisOutput
{
    public static void Write(TopologyPaths paths, DiagnosisReport report, Action<string, object[]> inform, Action<string, object[]> warn)
    {
        PrivateFile.WriteBeside(paths.StateFile, paths.DiagnosisFile, JsonSerializer.SerializeToUtf8Bytes(report, DiagnosisContext.Default.DiagnosisReport));
        foreach (var line in Lines(report))
            (report.IsHealthy ? inform : warn)("{0}", [line]);
        if (!report.IsHealthy)
            inform("The findings are in {0}, too.", [paths.DiagnosisFile]);
    }

    /// <summary>Cause, evidence and remedy of each finding, in the order of reading: what it is, how one knows, what to do.</summary>
    public static IEnumerable<string> Lines(DiagnosisReport report)
    {
        yield return $"{report.Name}: " + report.Findings.Count switch
        {
            0 => "nothing is wrong.",
            1 => "1 finding",
            var count => $"{count} findings",
        };
        foreach (var (index, finding) in report.Findings.Index())
        {
            yield return $"  {index + 1}. {(finding.Severity == FindingSeverity.Error ? "ERROR" : "Warning")} on {finding.Server} ({finding.Kind}): {finding.Cause}";
            foreach (var evidence in finding.Evidence)
                yield return "     | " + evidence;
            yield return "     Remedy: " + finding.Remedy;
        }
    }
}

[JsonSerializable(typeof(DiagnosisReport))]
[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class DiagnosisContext : JsonSerializerContext;
