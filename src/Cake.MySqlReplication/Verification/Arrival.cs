using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Verification;

/// <summary>
/// Follows the check's rows from the sources that they are written on to all servers that replicate from these, directly
/// or by way of others.
/// </summary>
internal sealed class Arrival(Topology topology, ServerSessions sessions, TimeProvider clock)
{
    private readonly Dictionary<ReplicationLink, TimeSpan> _lags = [];
    private readonly Dictionary<ReplicationLink, string> _problems = [];

    /// <summary>What keeps a replica from having what came over the link; null where it has all.</summary>
    public string? ProblemOf(ReplicationLink link) => _problems.GetValueOrDefault(link);

    /// <summary>The longest time that a row took to the replica over the link; null where none came.</summary>
    public TimeSpan? LagOf(ReplicationLink link) => _lags.TryGetValue(link, out var lag) ? lag : null;

    /// <param name="source">Where the row was written.</param>
    /// <param name="token">The row.</param>
    /// <param name="mark">The end of the source's history with the row in it.</param>
    /// <param name="written">When it was committed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task FollowAsync(ServerSpec source, string token, SourceMark mark, long written, CancellationToken cancellationToken) =>
        FollowAsync(source.Name, new Row(source.Name, token, written), mark, [source.Name], cancellationToken);

    private async Task FollowAsync(string upstream, Row row, SourceMark mark, HashSet<string> visited, CancellationToken cancellationToken)
    {
        var links = topology.LinksFrom(upstream).Where(link => visited.Add(link.Replica)).ToList();
        await Task.WhenAll(links.Select(async link =>
        {
            var replica = sessions[link.Replica];
            var problem = await FindProblemAsync(link, replica, row, mark, cancellationToken).ConfigureAwait(false);
            lock (_lags)
            {
                if (problem is null)
                    _lags[link] = Longest(LagOf(link), clock.GetElapsedTime(row.Written));
                else
                    _problems.TryAdd(link, problem);
            }
        })).ConfigureAwait(false);

        foreach (var link in links)
        {
            if (ProblemOf(link) is not null)
                Abandon(link.Replica, visited);
            else if (topology.LinksFrom(link.Replica).Any(next => !visited.Contains(next.Replica)))
                await FollowAsync(link.Replica, row, await NextMarkAsync(link.Replica, mark, cancellationToken).ConfigureAwait(false), visited, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string?> FindProblemAsync(
        ReplicationLink link, ServerConnection replica, Row row, SourceMark mark, CancellationToken cancellationToken)
    {
        try
        {
            var deadline = new Deadline(clock, topology.SyncTimeoutOf(link.Replica), "--sync-timeout");
            var wait = new ReplicaWait(topology.Positioning, link.Channel) { NeedsThreads = true };
            if (await wait.FindProblemAsync(replica, mark, deadline, cancellationToken).ConfigureAwait(false) is { } problem)
                return problem;
            return await Sentinel.HasArrivedAsync(replica, row.Token, cancellationToken).ConfigureAwait(false)
                ? null
                : $"The position of {link.Source} is reached, and yet the row that was written on {row.Origin} is missing: a replication filter or a skipped error hides changes. " +
                    "Remove it from --server-option, run --target=Teardown and start afresh.";
        }
        catch (MySqlReplicationException failure)
        {
            // One that cannot be asked is not in sync; what is known of the others is told all the same.
            return failure.Message;
        }
    }

    /// <summary>A replica's own binary log has positions of its own; GTIDs stay what they are.</summary>
    private Task<SourceMark> NextMarkAsync(string server, SourceMark mark, CancellationToken cancellationToken) =>
        topology.Positioning == Positioning.Gtid
            ? Task.FromResult(mark)
            : SourceMarks.ReadAsync(topology, topology.Server(server), sessions[server], cancellationToken);

    private void Abandon(string upstream, HashSet<string> visited)
    {
        foreach (var link in topology.LinksFrom(upstream).Where(link => visited.Add(link.Replica)))
        {
            _problems.TryAdd(link, $"{upstream}, which it replicates from, is not in sync, so that nothing could arrive from there. Mend that one first.");
            Abandon(link.Replica, visited);
        }
    }

    private static TimeSpan Longest(TimeSpan? one, TimeSpan other) => one > other ? one.Value : other;

    /// <summary>A row that was written for the check.</summary>
    private sealed record Row(string Origin, string Token, long Written);
}
