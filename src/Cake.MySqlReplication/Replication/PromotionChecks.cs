using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Whether a source can be changed, and which replica is fit to take its place while it lives.</summary>
internal static class PromotionChecks
{
    /// <exception cref="MySqlReplicationException">There is not one source, or the replica that is asked for is none.</exception>
    public static void ThrowUnlessPossible(Topology topology, string? asked)
    {
        var sources = topology.Servers.Where(server => server.Role == ServerRole.Source).Select(server => server.Name).ToList();
        if (sources.Count > 1)
            throw new MySqlReplicationException($"{topology.Name} has several sources ({string.Join(", ", sources)}), each of which can be written to already: there is none to promote.");
        if (asked is null)
            return;
        if (topology.Servers.All(server => server.Name != asked))
            throw new MySqlReplicationException($"There is no {asked} in {topology.Name}, only {string.Join(", ", topology.Servers.Select(server => server.Name))}. Give another --replica.");
        if (sources.Contains(asked))
            throw new MySqlReplicationException($"{asked} is the source already. Name a replica by --replica, or none.");
        if (topology.Server(asked).MustRejoin)
            throw new MySqlReplicationException($"{asked} does not follow the source at the moment, so it cannot take its place. Run --target=VerifySync, which says what is wrong with it.");
    }

    /// <summary>The replica that is asked for, or the first one whose threads run.</summary>
    /// <exception cref="MySqlReplicationException">It does not replicate.</exception>
    public static async Task<string> CandidateAsync(Topology topology, ServerSessions sessions, string? asked, CancellationToken cancellationToken)
    {
        var links = topology.Links
            .Where(link => asked is null ? link.Source == topology.Source.Name && !topology.Server(link.Replica).MustRejoin : link.Replica == asked)
            .ToList();
        var problems = new List<string>();
        foreach (var link in links)
        {
            if (await FindProblemAsync(link, sessions, cancellationToken).ConfigureAwait(false) is not { } problem)
                return link.Replica;
            problems.Add($"{link.Replica}: {problem}");
        }

        throw new MySqlReplicationException(
            "No replica can take the source's place, which goes on as it was. Run --target=VerifySync, then the same target again." +
            string.Concat(problems.Select(problem => Environment.NewLine + "  " + problem)));
    }

    private static async Task<string?> FindProblemAsync(ReplicationLink link, ServerSessions sessions, CancellationToken cancellationToken)
    {
        if (!sessions.Has(link.Replica))
            return "It does not answer.";
        var replica = sessions[link.Replica];
        if (await ReplicaInspector.ReadAsync(replica, link.Channel, cancellationToken).ConfigureAwait(false) is not { } status)
            return "It does not replicate: no source is configured.";
        return await ReplicaInspector.FindFailureAsync(replica, status, cancellationToken).ConfigureAwait(false) ??
            (status.BothThreadsRun ? null : $"Its receiver says {status.Receiver}, its applier {status.Applier}. {ReplicaInspector.DescribeReceiver(status)}".TrimEnd());
    }
}
