using System.Text.Json.Serialization;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Reporting.History;
using Cake.MySqlReplication.Verification;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>All that a report tells, in whichever form. Passwords are masked in it before it is written: see <see cref="ReportMask"/>.</summary>
internal sealed record RunReport
{
    /// <summary>Changes whenever a program that reads the JSON could not make sense of it any more.</summary>
    public int Format { get; init; } = 1;

    public required string Name { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    public Verdict Verdict { get; init; }

    /// <summary>The error that the step ended with; null where it ended well.</summary>
    public string? Failure { get; init; }

    public string Shape { get; init; } = "";

    public string Engine { get; init; } = "";

    public string Positioning { get; init; } = "";

    /// <summary>The servers, sources first.</summary>
    public IReadOnlyList<ReportedServer> Servers { get; init; } = [];

    public IReadOnlyList<ReportedLink> Links { get; init; } = [];

    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>The last verification; null where there is none since replication was configured or changed.</summary>
    public SyncReport? Verification { get; init; }

    public DateTimeOffset? DiagnosedAt { get; init; }

    /// <summary>The last diagnosis, if it found something.</summary>
    public DiagnosisReport? Diagnosis { get; init; }

    /// <summary>What the runs of builds did, the oldest first.</summary>
    public IReadOnlyList<RecordedPhase> Timeline { get; init; } = [];

    /// <summary>How far the replicas were behind, the oldest first.</summary>
    public IReadOnlyList<LagSample> Lag { get; init; } = [];
}

[JsonSerializable(typeof(RunReport))]
[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class RunReportContext : JsonSerializerContext;
