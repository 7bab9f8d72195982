using System.Collections.Concurrent;
using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Verification;

/// <summary>Proves that every replica holds what its sources had committed when the check began, or says what keeps it from it.</summary>
internal sealed class SyncVerifier(Topology topology, ServerSessions sessions, TimeProvider clock, Profile? profile = null)
{
    private readonly Arrival _arrival = new(topology, sessions, clock);

    public async Task<SyncReport> VerifyAsync(CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var token = Guid.NewGuid().ToString("N");
        sessions.Deadline = new Deadline(clock, topology.Asked.SyncTimeout, "--sync-timeout");
        try
        {
            var sources = await Task.WhenAll(topology.Sources.Select(source => WriteAsync(source, token, cancellationToken))).ConfigureAwait(false);
            return await CheckAsync(sources, token, start, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await Task.WhenAll(topology.Sources.Select(source =>
                Sentinel.RemoveAsync(sessions[source.Name], Sentinel.TokenOf(source.ServerId, token), cancellationToken))).ConfigureAwait(false);
        }
    }

    private async Task<WrittenRow> WriteAsync(ServerSpec source, string token, CancellationToken cancellationToken)
    {
        using var span = profile?.Measure("write a row", source.Name);
        var session = sessions[source.Name];
        await Sentinel.WriteAsync(session, Sentinel.TokenOf(source.ServerId, token), cancellationToken).ConfigureAwait(false);
        var written = clock.GetTimestamp();
        return new WrittenRow(source, await SourceMarks.ReadAsync(topology, source, session, cancellationToken).ConfigureAwait(false), written);
    }

    private async Task<SyncReport> CheckAsync(
        IReadOnlyList<WrittenRow> sources, string token, long start, CancellationToken cancellationToken)
    {
        // One after the other: where their ways cross, they need the same sessions. The rows are all under way by now.
        foreach (var row in sources)
        {
            using var span = profile?.Measure("row arrives on all", row.Source.Name);
            await _arrival.FollowAsync(row.Source, Sentinel.TokenOf(row.Source.ServerId, token), row.Mark, row.Written, cancellationToken).ConfigureAwait(false);
        }

        var reader = new ReplicaReader(topology, sessions, _arrival);
        var found = await EachLinkAsync(
            async link =>
            {
                using var span = profile?.Measure("read the state", link.Replica);
                return await reader.ReadAsync(link, cancellationToken).ConfigureAwait(false);
            }).ConfigureAwait(false);
        var histories = await new TransactionHistories(topology, sessions).ReadAsync(
            replica => topology.LinksOf(replica).All(link => found[link].Problems.Count == 0), cancellationToken).ConfigureAwait(false);
        var comparison = new ReplicaComparison(topology, sessions, histories, clock);
        var reports = await EachLinkAsync(
            async link =>
            {
                using var span = profile?.Measure("compare", link.Replica);
                return await comparison.CompareAsync(link, found[link], cancellationToken).ConfigureAwait(false);
            }).ConfigureAwait(false);

        return new SyncReport
        {
            Name = topology.Name,
            Sources =
            [
                .. sources.Select(row => new SourceReport
                {
                    Name = row.Source.Name,
                    Endpoint = Endpoint(sessions[row.Source.Name]),
                    Version = row.Source.Version.ToString(),
                    Position = row.Mark.Position.ToString(),
                    Gtids = row.Mark.Gtids ?? "",
                }),
            ],
            Replicas = [.. topology.Links.Select(link => reports[link])],
            DurationMilliseconds = Math.Round(clock.GetElapsedTime(start).TotalMilliseconds, 1),
        };
    }

    /// <summary>For the links of each replica one after the other: they share a session, and comparing stops its applier.</summary>
    private async Task<IReadOnlyDictionary<ReplicationLink, ReplicaReport>> EachLinkAsync(Func<ReplicationLink, Task<ReplicaReport>> look)
    {
        var reports = new ConcurrentDictionary<ReplicationLink, ReplicaReport>();
        async Task LookAsync(IEnumerable<ReplicationLink> links)
        {
            foreach (var link in links)
                reports[link] = await look(link).ConfigureAwait(false);
        }

        if (LinkComparisons.AtOnce(topology) == 1)
            await LookAsync(topology.Links).ConfigureAwait(false);
        else
            await Task.WhenAll(topology.Links.GroupBy(link => link.Replica).Select(LookAsync)).ConfigureAwait(false);
        return reports;
    }

    private static string Endpoint(ServerConnection session) => $"{session.Server.Host}:{session.Server.Port}";

    /// <summary>A row that was written for the check, and the end of its source's history with it.</summary>
    private sealed record WrittenRow(ServerSpec Source, Dialects.SourceMark Mark, long Written);
}
