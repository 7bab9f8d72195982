using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Settings;
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

        var found = await EachReplicaAsync(links => ReadAsync(links, cancellationToken)).ConfigureAwait(false);
        var histories = await HistoriesOfReplicasAsync(found, cancellationToken).ConfigureAwait(false);
        // After the replicas' sets: a live source runs ahead of them.
        var written = await HistoryOfSourcesAsync(cancellationToken).ConfigureAwait(false);
        var reports = await EachReplicaAsync(links => CompareAsync(links, found, histories, written, cancellationToken)).ConfigureAwait(false);

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

    /// <summary>
    /// For all replicas at once, and for the links of each one after the other: they share a session, and comparing stops its
    /// applier. A replica of a replica waits for that one, too.
    /// </summary>
    private async Task<IReadOnlyDictionary<ReplicationLink, ReplicaReport>> EachReplicaAsync(
        Func<IReadOnlyList<ReplicationLink>, Task<IReadOnlyList<ReplicaReport>>> look)
    {
        var replicas = topology.Links.GroupBy(link => link.Replica).Select(links => links.ToList()).ToList();
        var reports = new List<IReadOnlyList<ReplicaReport>>();
        if (topology.Links.Any(link => topology.LinksFrom(link.Replica).Any()))
        {
            foreach (var links in replicas)
                reports.Add(await look(links).ConfigureAwait(false));
        }
        else
        {
            reports.AddRange(await Task.WhenAll(replicas.Select(look)).ConfigureAwait(false));
        }

        return replicas.SelectMany(links => links).Zip(reports.SelectMany(report => report)).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private async Task<IReadOnlyList<ReplicaReport>> ReadAsync(IReadOnlyList<ReplicationLink> links, CancellationToken cancellationToken)
    {
        var reports = new List<ReplicaReport>();
        foreach (var link in links)
            reports.Add(await ReadAsync(link, sessions[link.Replica], cancellationToken).ConfigureAwait(false));
        return reports;
    }

    private async Task<ReplicaReport> ReadAsync(ReplicationLink link, ServerConnection replica, CancellationToken cancellationToken)
    {
        using var span = profile?.Measure("read the state", link.Replica);
        var report = new ReplicaReport
        {
            Name = link.Replica,
            Source = link.Source,
            Version = topology.Server(link.Replica).Version.ToString(),
            Endpoint = Endpoint(replica),
            Receiver = "No",
            Applier = "No",
            ApplierState = "",
            AppliedPosition = "",
            Gtids = "",
            LagMilliseconds = _arrival.LagOf(link) is { } lag ? Math.Round(lag.TotalMilliseconds, 1) : null,
            Problems = _arrival.ProblemOf(link) is { } problem ? [problem] : [],
        };
        try
        {
            var status = await ReplicaInspector.ReadAsync(replica, link.Channel, cancellationToken).ConfigureAwait(false);
            var gtids = topology.Positioning == Positioning.Gtid
                ? OneLine(await replica.ScalarAsync("Reading GTIDs", replica.Dialect.ReplicaGtids, cancellationToken).ConfigureAwait(false))
                : null;
            return report with
            {
                Receiver = status?.Receiver ?? "No",
                Applier = status?.Applier ?? "No",
                ApplierState = status?.ApplierState ?? "",
                AppliedPosition = status?.Applied.ToString() ?? "",
                Gtids = gtids ?? "",
                SecondsBehind = status?.SecondsBehind,
            };
        }
        catch (MySqlReplicationException failure)
        {
            return report with { Problems = report.Problems.Count > 0 ? report.Problems : [failure.Message] };
        }
    }

    private async Task<IReadOnlyList<ReplicaReport>> CompareAsync(
        IReadOnlyList<ReplicationLink> links,
        IReadOnlyDictionary<ReplicationLink, ReplicaReport> found,
        IReadOnlyDictionary<string, string> histories,
        string written,
        CancellationToken cancellationToken)
    {
        var reports = new List<ReplicaReport>();
        foreach (var link in links)
            reports.Add(await CompareAsync(link, found[link], histories.GetValueOrDefault(link.Replica), written, cancellationToken).ConfigureAwait(false));
        return reports;
    }

    /// <summary>What a replica has otherwise than its source, once it has all transactions.</summary>
    private async Task<ReplicaReport> CompareAsync(
        ReplicationLink link, ReplicaReport report, string? history, string written, CancellationToken cancellationToken)
    {
        using var span = profile?.Measure("compare", link.Replica);
        var level = topology.Asked.Verify;
        report = report with { Layers = ArrivalLayers.Of(report) };
        if (report.Problems.Count > 0 || level == VerifyLevel.Quick)
            return report;

        try
        {
            var (replica, problems, layers) = (sessions[link.Replica], new List<string>(), report.Layers.ToList());
            if (history is not null)
            {
                var errant = await ErrantTransactions.FindAsync(
                    replica, history, written, [.. topology.Sources.Select(source => sessions[source.Name].Server)], clock, cancellationToken).ConfigureAwait(false);
                var isClean = errant.Length == 0;
                layers.Add(new("transactions", isClean, isClean ? "none of its own" : errant));
                if (!isClean)
                    problems.Add($"It has transactions that the source has not ({errant}): somebody wrote to it. Run --target=Teardown and start afresh.");
            }

            var content = await ContentComparison.CompareAsync(
                LinkComparisons.Of(topology, link, name => sessions[name].Server), level, clock, cancellationToken).ConfigureAwait(false);
            return report with { Layers = [.. layers, .. content.Layers], Differences = content.Differences, Problems = [.. problems, .. content.Problems] };
        }
        catch (MySqlReplicationException failure)
        {
            return report with { Problems = [failure.Message] };
        }
    }

    /// <summary>
    /// The transactions that each replica has. A source that follows another one is left out: it is written to, and what it
    /// wrote itself is no error.
    /// </summary>
    private async Task<IReadOnlyDictionary<string, string>> HistoriesOfReplicasAsync(
        IReadOnlyDictionary<ReplicationLink, ReplicaReport> found, CancellationToken cancellationToken)
    {
        var replicas = topology.Replicas.Select(replica => replica.Name)
            .Where(name => topology.Positioning == Positioning.Gtid && topology.LinksOf(name).Any() && topology.LinksOf(name).All(link => found[link].Problems.Count == 0))
            .ToList();
        var histories = await Task.WhenAll(replicas.Select(name => HistoryAsync(name, cancellationToken))).ConfigureAwait(false);
        return replicas.Zip(histories).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <summary>What all sources together have written.</summary>
    private async Task<string> HistoryOfSourcesAsync(CancellationToken cancellationToken) =>
        topology.Positioning == Positioning.Gtid
            ? string.Join(',', await Task.WhenAll(topology.Sources.Select(source => HistoryAsync(source.Name, cancellationToken))).ConfigureAwait(false))
            : "";

    private async Task<string> HistoryAsync(string server, CancellationToken cancellationToken) =>
        OneLine(await sessions[server].ScalarAsync("Reading GTIDs", sessions[server].Dialect.History, cancellationToken).ConfigureAwait(false)) ?? "";

    private static string Endpoint(ServerConnection session) => $"{session.Server.Host}:{session.Server.Port}";

    private static string? OneLine(string? gtids) => gtids?.ReplaceLineEndings("");

    /// <summary>A row that was written for the check, and the end of its source's history with it.</summary>
    private sealed record WrittenRow(ServerSpec Source, Dialects.SourceMark Mark, long Written);
}
