namespace Cake.MySqlReplication.Diagnostics;

/// <summary>What a repair did, and what it left.</summary>
public sealed record RepairReport
{
    /// <summary>Name of the topology.</summary>
    public required string Name { get; init; }

    /// <summary>What was done, in its order; empty where nothing had to be, or could be.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>What is wrong still.</summary>
    public required DiagnosisReport Remaining { get; init; }

    /// <summary>The servers that were to be repaired.</summary>
    internal IReadOnlyCollection<string> Servers { get; init; } = [];

    /// <summary>Does nothing when no error is left on what was to be repaired.</summary>
    /// <exception cref="MySqlReplicationException">At least one is left; the message names each, with cause and remedy.</exception>
    public void ThrowUnlessRepaired() => Left.ThrowOnError();

    /// <summary>What is wrong still with what was to be repaired.</summary>
    internal DiagnosisReport Left =>
        Remaining with { Findings = [.. Remaining.Findings.Where(finding => finding.Server.Split(", ").Any(Servers.Contains))] };
}
