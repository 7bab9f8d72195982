using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Diagnosis;

/// <summary>Servers that cannot be told apart, and those whose versions do not go together.</summary>
internal static class IdentityFindings
{
    public static void Add(FindingList findings, Topology topology, IReadOnlyDictionary<string, ExaminedServer> servers)
    {
        AddServerIds(findings, servers);
        AddUuids(findings, topology, servers);
        foreach (var link in topology.Links)
            AddVersions(findings, servers[link.Source], servers[link.Replica]);
    }

    /// <summary>Two of one source's replicas with one id take turns in throwing each other out, and look well in between.</summary>
    private static void AddServerIds(FindingList findings, IReadOnlyDictionary<string, ExaminedServer> servers)
    {
        foreach (var server in servers.Values)
        {
            var id = server.Variable("server_id");
            if (id.Length == 0 || id == $"{server.Spec.ServerId}")
                continue;

            var same = servers.Values.FirstOrDefault(other => other != server && other.Variable("server_id") == id);
            var evidence = $"server_id of {server.Name} is {id}, and {server.Spec.ServerId} is planned" + (same is null ? "" : $"; that of {same.Name} is {id}, too");
            if (findings.Find(server.Name, FindingKind.ConfigurationIgnored) is { } ignored)
            {
                findings.AddEvidence(ignored, [evidence]);
                continue;
            }

            const string Remedy = "Run --target=Repair: it sets the planned one, and starts replication.";
            if (same is null)
                findings.Warn(server.Name, FindingKind.SameServerId, $"Somebody changed the server_id of {server.Name}; another server may come to have the same.", Remedy, [evidence]);
            else
                findings.Error(server.Name, FindingKind.SameServerId, $"{server.Name} has the same server_id as {same.Name}.", Remedy, [evidence]);
        }
    }

    private static void AddUuids(FindingList findings, Topology topology, IReadOnlyDictionary<string, ExaminedServer> servers)
    {
        var twins = servers.Values.Where(server => server.Variable("server_uuid").Length > 0).GroupBy(server => server.Variable("server_uuid")).Where(group => group.Count() > 1);
        foreach (var group in twins)
        {
            // The one that nobody replicates from is the one to change.
            var ordered = group.OrderByDescending(server => topology.Links.Any(link => link.Source == server.Name)).ToList();
            foreach (var copy in ordered.Skip(1))
            {
                findings.Error(
                    copy.Name,
                    FindingKind.SameServerUuid,
                    $"{copy.Name} has the same server UUID as {ordered[0].Name}: one data directory is a copy of the other.",
                    "Run --target=Repair: it deletes auto.cnf in the data directory and restarts the server, which makes a UUID of its own.",
                    [$"server_uuid of both is {group.Key}"]);
            }
        }
    }

    private static void AddVersions(FindingList findings, ExaminedServer source, ExaminedServer replica)
    {
        if (ServerVersion.Parse(source.Variable("version")) is not { } from || ServerVersion.Parse(replica.Variable("version")) is not { } to)
            return;

        const string Remedy = "A replica is to be of its source's family, and of the same series or the next one. " +
            "Run --target=Teardown and start afresh with one version for both, by --image or --server-version.";
        string[] evidence = [$"{source.Name}: {from}", $"{replica.Name}: {to}"];
        if (from.IsMariaDb != to.IsMariaDb)
            findings.Error(replica.Name, FindingKind.VersionMismatch, $"{replica.Name} is {to}, and its source {source.Name} is {from}: their GTIDs and accounts are of different kinds.", Remedy, evidence);
        else if (Series(to) < Series(from))
            findings.Error(replica.Name, FindingKind.VersionMismatch, $"{replica.Name} is {to}, which is older than its source {source.Name}, {from}.", Remedy, evidence);
    }

    private static Version Series(ServerVersion version) => new(version.Number.Major, version.Number.Minor);
}
