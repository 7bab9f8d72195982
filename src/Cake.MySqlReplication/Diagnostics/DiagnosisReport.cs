using System.Text;

namespace Cake.MySqlReplication.Diagnostics;

/// <summary>What is wrong with a topology, from cause to remedy.</summary>
public sealed record DiagnosisReport
{
    /// <summary>Name of the topology.</summary>
    public required string Name { get; init; }

    /// <summary>What was found, the servers' own troubles before those of replication; empty when all is well.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>How long the look took, in milliseconds.</summary>
    public required double DurationMilliseconds { get; init; }

    /// <summary>Whether nothing was found.</summary>
    public bool IsHealthy => Findings.Count == 0;

    /// <summary>Does nothing when no finding is an error; warnings pass.</summary>
    /// <exception cref="MySqlReplicationException">At least one is; the message names each, with cause and remedy.</exception>
    public void ThrowOnError()
    {
        if (ErrorMessage() is { } message)
            throw new MySqlReplicationException(message + (Evidence is null ? "" : Environment.NewLine + Evidence));
    }

    /// <summary>The line that tells where what was found is kept; null where nothing is.</summary>
    internal string? Evidence { get; init; }

    /// <summary>Each finding that is an error, with cause and remedy; null where none is.</summary>
    internal string? ErrorMessage()
    {
        var errors = Findings.Where(finding => finding.Severity == FindingSeverity.Error).ToList();
        if (errors.Count == 0)
            return null;

        var message = new StringBuilder($"{Name} is broken:");
        foreach (var finding in errors)
            message.AppendLine().Append("  ").Append(finding.Server).Append(": ").Append(finding.Cause).Append(' ').Append(finding.Remedy);
        return message.ToString();
    }
}
