using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Verification;

/// <summary>Proves that every replica holds what the source had committed when the check began, or says what keeps it from it.</summary>
internal sealed class SyncVerifier(Topology topology, ServerSessions sessions, TimeProvider clock)
{
    public async Task<SyncReport> VerifyAsync(CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var token = Guid.NewGuid().ToString("N");
        sessions.Deadline = new Deadline(clock, topology.Asked.SyncTimeout, "--sync-timeout");
        await Sentinel.WriteAsync(sessions.Source, token, cancellationToken).ConfigureAwait(false);
        try
        {
            return await CheckAsync(token, start, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await Sentinel.RemoveAsync(sessions.Source, token, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<SyncReport> CheckAsync(string token, long start, CancellationToken cancellationToken)
    {
        var written = clock.GetTimestamp();
        var mark = await MarkAsync(cancellationToken).ConfigureAwait(false);
        var replicas = await Task.WhenAll(sessions.Replicas.Select(async replica =>
            (Session: replica, Reached: await CheckAsync(replica, token, mark, written, cancellationToken).ConfigureAwait(false)))).ConfigureAwait(false);
        // After the replicas' sets: a live source runs ahead of them.
        var sourceGtids = await SourceGtidsAsync(cancellationToken).ConfigureAwait(false) ?? "";
        var reports = await Task.WhenAll(replicas.Select(checkedReplica =>
            CompareAsync(checkedReplica.Session, checkedReplica.Reached, sourceGtids, cancellationToken))).ConfigureAwait(false);

        return new SyncReport
        {
            Name = topology.Name,
            Version = topology.Source.Version.ToString(),
            SourceEndpoint = Endpoint(sessions.Source),
            SourcePosition = mark.Position.ToString(),
            SourceGtids = mark.Gtids ?? "",
            Replicas = reports,
            DurationMilliseconds = Math.Round(clock.GetElapsedTime(start).TotalMilliseconds, 1),
        };
    }

    private static string Endpoint(ServerConnection session) => $"{session.Server.Host}:{session.Server.Port}";

    private async Task<SourceMark> MarkAsync(CancellationToken cancellationToken)
    {
        var rows = await sessions.Source.RowsAsync("Reading the end of the binary log", sessions.Source.Dialect.ShowSourceStatus, cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0)
            throw new MySqlReplicationException("The source writes no binary log, so that nothing can be replicated. Run --target=Teardown, and start afresh without skip-log-bin.");

        var position = new BinaryLogPosition(
            rows[0]["File"] ?? "",
            long.Parse(rows[0]["Position"] ?? "0", System.Globalization.CultureInfo.InvariantCulture));
        return new SourceMark(position, await SourceGtidsAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task<string?> SourceGtidsAsync(CancellationToken cancellationToken) =>
        topology.Positioning == Positioning.Gtid
            ? OneLine(await sessions.Source.ScalarAsync("Reading GTIDs", sessions.Source.Dialect.SourceGtids, cancellationToken).ConfigureAwait(false))
            : null;

    private async Task<ReplicaReport> CheckAsync(
        ServerConnection replica, string token, SourceMark mark, long written, CancellationToken cancellationToken)
    {
        var report = new ReplicaReport
        {
            Name = replica.Server.Name,
            Endpoint = Endpoint(replica),
            Receiver = "No",
            Applier = "No",
            ApplierState = "",
            AppliedPosition = "",
            Gtids = "",
            Problems = [],
        };
        try
        {
            var problem = await new ReplicaWait(topology, clock).UntilAsync(replica, mark, cancellationToken).ConfigureAwait(false);
            TimeSpan? lag = problem is null ? clock.GetElapsedTime(written) : null;
            if (problem is null && !await Sentinel.HasArrivedAsync(replica, token, cancellationToken).ConfigureAwait(false))
                problem = "The source's position is reached, and yet the row that was written there is missing: a replication filter or a skipped error hides changes. Remove it from --server-option, run --target=Teardown and start afresh.";

            var status = await ReplicaInspector.ReadAsync(replica, channel: "", cancellationToken).ConfigureAwait(false);
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
                LagMilliseconds = lag is null ? null : Math.Round(lag.Value.TotalMilliseconds, 1),
                SecondsBehind = status?.SecondsBehind,
                Problems = problem is null ? [] : [problem],
            };
        }
        catch (MySqlReplicationException failure)
        {
            // One that cannot be asked is not in sync; what is known of the others is told all the same.
            return report with { Problems = [failure.Message] };
        }
    }

    /// <summary>What a replica has otherwise than its source, once it has all transactions.</summary>
    private async Task<ReplicaReport> CompareAsync(
        ServerConnection replica, ReplicaReport report, string sourceGtids, CancellationToken cancellationToken)
    {
        var level = topology.Asked.Verify;
        report = report with { Layers = ArrivalLayers.Of(report) };
        if (report.Problems.Count > 0 || level == VerifyLevel.Quick)
            return report;

        try
        {
            var problems = new List<string>();
            var layers = report.Layers.ToList();
            if (topology.Positioning == Positioning.Gtid)
            {
                var errant = await ErrantTransactions.FindAsync(
                    replica, sessions.Source.Server, report.Gtids, sourceGtids, topology.Server(report.Name).ServerId, clock, cancellationToken).ConfigureAwait(false);
                var isClean = errant.Length == 0;
                layers.Add(new("transactions", isClean, isClean ? "none of its own" : errant));
                if (!isClean)
                    problems.Add($"It has transactions that the source has not ({errant}): somebody wrote to it. Run --target=Teardown and start afresh.");
            }

            var links = LinkComparisons.Of(topology, report.Name, server => sessions[server].Server);
            var differences = new List<ContentDifference>();
            // One after the other: each stops an applier of the same replica.
            foreach (var link in links)
            {
                var content = await ContentComparison.CompareAsync(link, level, clock, cancellationToken).ConfigureAwait(false);
                layers.AddRange(content.Layers);
                differences.AddRange(content.Differences);
                problems.AddRange(content.Problems);
            }

            return report with { Layers = layers, Differences = differences, Problems = problems };
        }
        catch (MySqlReplicationException failure)
        {
            return report with { Problems = [failure.Message] };
        }
    }

    private static string? OneLine(string? gtids) => gtids?.ReplaceLineEndings("");
}
