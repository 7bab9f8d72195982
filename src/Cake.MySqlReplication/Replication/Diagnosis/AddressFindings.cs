using Cake.MySqlReplication.Diagnostics;

namespace Cake.MySqlReplication.Replication.Diagnosis;

/// <summary>A replica that looks for its source in the wrong place, or for one that is down or has its own identity.</summary>
internal static class AddressFindings
{
    /// <returns>Whether it explains what the receiver reports.</returns>
    public static bool Add(FindingList findings, ExaminedLink link)
    {
        var (replica, source, status) = (link.Replica.Name, link.Source, link.Status);
        if (status.SourceHost != link.Address.Host || status.SourcePort != link.Address.Port)
        {
            AddWrong(findings, link, $"{replica} replicates from {status.SourceHost}:{status.SourcePort}, where {link.Address.Host}:{link.Address.Port} ({source.Name}) is recorded: somebody re-pointed it.");
            return true;
        }

        // Only while it is connected: the last source's UUID stays there.
        var uuid = source.Variable("server_uuid");
        if (status.Receiver == "Yes" && uuid.Length > 0 && status.SourceUuid.Length > 0 && status.SourceUuid != uuid)
        {
            AddWrong(findings, link, $"{replica} is connected to another server than {source.Name}, at the same address: its UUID is {status.SourceUuid}, and not {uuid}.");
            return true;
        }

        if (status.Receiver == "Yes")
            return false;
        var cause = findings.Find(source.Name, FindingKind.ServerDown, FindingKind.ServerSilent, FindingKind.NoConnectionLeft, FindingKind.ConfigurationIgnored) ??
            findings.Find(replica, FindingKind.ConfigurationIgnored, FindingKind.SameServerId, FindingKind.SameServerUuid) ??
            findings.Find(source.Name, FindingKind.SameServerId, FindingKind.SameServerUuid);
        if (cause is null || cause.Severity == FindingSeverity.Warning)
            return false;
        findings.AddEvidence(cause, link.ReceiverEvidence);
        return true;
    }

    private static void AddWrong(FindingList findings, ExaminedLink link, string cause) => findings.Error(
        link.Replica.Name,
        FindingKind.WrongSource,
        cause,
        "Run --target=Repair: by GTID it points the replica back. By file and position, a re-pointed replica's place is lost: " + ReplicationErrors.Rebuild,
        link.ReceiverEvidence,
        link.Link.Channel);
}
