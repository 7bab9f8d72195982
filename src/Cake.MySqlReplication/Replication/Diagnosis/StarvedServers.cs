using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Diagnosis;

/// <summary>Says of a server that others replicate from, and that is broken, who gets nothing because of it, and is sound.</summary>
internal static class StarvedServers
{
    /// <summary>What lets changes pass, although it is wrong.</summary>
    private static readonly FindingKind[] Passing =
    [
        FindingKind.VersionMismatch, FindingKind.ErrantTransactions, FindingKind.Filter, FindingKind.SkippedErrors, FindingKind.SourceReset,
    ];

    public static void Add(FindingList findings, Topology topology)
    {
        var broken = findings.All.Where(finding => finding.Severity == FindingSeverity.Error).SelectMany(finding => finding.Server.Split(", ")).ToHashSet();
        foreach (var finding in findings.All.Where(finding => finding.Severity == FindingSeverity.Error && !Passing.Contains(finding.Kind)).ToList())
        {
            if (!topology.LinksOf(finding.Server).Any())
                continue;
            var starved = Flow.Behind(topology, finding.Server).Where(name => !broken.Contains(name)).ToList();
            if (starved.Count > 0)
                findings.AddToCause(finding, $"What passes {finding.Server} does not reach {string.Join(", ", starved)} until this is mended; nothing else was found to be wrong there.");
        }
    }
}
