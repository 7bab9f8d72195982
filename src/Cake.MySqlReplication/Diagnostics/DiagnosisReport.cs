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
        var errors = Findings.Where(finding => finding.Severity == FindingSeverity.Error).ToList();
        if (errors.Count == 0)
            return;

        var message = new StringBuilder($"{Name} is broken:");
        foreach (var finding in errors)
            message.AppendLine().Append("  ").Append(finding.Server).Append(": ").Append(finding.Cause).Append(' ').Append(finding.Remedy);
        throw new MySqlReplicationException(message.ToString());
    }
}
