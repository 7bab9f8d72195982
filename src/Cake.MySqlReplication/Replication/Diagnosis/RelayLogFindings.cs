using System.Text.RegularExpressions;
using Cake.MySqlReplication.Diagnostics;

namespace Cake.MySqlReplication.Replication.Diagnosis;

/// <summary>A replica that could not use its relay log when its server started. Its status says nothing of it, only its error log does.</summary>
internal static partial class RelayLogFindings
{
    public static bool Add(FindingList findings, ExaminedLink link)
    {
        if (link.Status is not { Receiver: "No", Applier: "No", ReceiverErrorNumber: 0, ApplierErrorNumber: 0 })
            return false;
        var lines = link.Replica.Log.Where(line => Refusal().IsMatch(line)).ToList();
        if (lines.Count == 0)
            return false;

        var meaning = ReplicationErrors.Find(1872, "")!;
        findings.Error(link.Replica.Name, meaning.Kind, $"{meaning.Cause} ({link.Replica.Name})", meaning.Remedy, [.. lines.Select(line => "log: " + line)], link.Link.Channel);
        return true;
    }

    [GeneratedRegex(@"\[ERROR\].*(--relay-log-recovery|initialize (the master info|relay log info|applier metadata) structure)", RegexOptions.IgnoreCase)]
    private static partial Regex Refusal();
}
