using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Waits until those that replicate from a server have applied what it has.</summary>
internal sealed class Followers(Topology topology, ServerSessions sessions)
{
    /// <summary>Waits for all that replicate from a server, and for those that replicate from them in turn.</summary>
    /// <exception cref="MySqlReplicationException">One of them does not get there.</exception>
    public async Task AllAsync(string source, Deadline deadline, CancellationToken cancellationToken)
    {
        HashSet<string> done = [source];
        // By GTID the same transactions are waited for everywhere: in a ring, those of the others may still be on their way round.
        var gtids = topology.Positioning == Positioning.Gtid
            ? await SourceMarks.ReadAsync(topology, topology.Server(source), sessions[source], cancellationToken).ConfigureAwait(false)
            : null;
        for (string[] sources = [source]; sources.Length > 0;)
        {
            var links = topology.Links.Where(link => sources.Contains(link.Source) && sessions.Has(link.Replica) && !done.Contains(link.Replica)).ToList();
            await Task.WhenAll(links.GroupBy(link => link.Source).Select(async group =>
            {
                var mark = gtids ?? await SourceMarks.ReadAsync(sessions[group.Key], cancellationToken).ConfigureAwait(false);
                await Task.WhenAll(group.Select(link => ReachAsync(link, mark, deadline, cancellationToken))).ConfigureAwait(false);
            })).ConfigureAwait(false);
            sources = [.. links.Select(link => link.Replica).Distinct()];
            done.UnionWith(sources);
        }
    }

    /// <exception cref="MySqlReplicationException">It does not get there.</exception>
    public async Task ReachAsync(ReplicationLink link, SourceMark mark, Deadline deadline, CancellationToken cancellationToken)
    {
        var wait = new ReplicaWait(topology.Positioning, link.Channel);
        if (await wait.FindProblemAsync(sessions[link.Replica], mark, deadline, cancellationToken).ConfigureAwait(false) is { } problem)
            throw new MySqlReplicationException($"{link.Replica} does not get what {link.Source} has. {problem}");
    }
}
