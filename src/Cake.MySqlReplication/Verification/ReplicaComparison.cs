using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Verification;

/// <summary>Finds what replicas have otherwise than their sources, once they have all transactions.</summary>
internal sealed class ReplicaComparison(Topology topology, ServerSessions sessions, TransactionHistories.Found histories, TimeProvider clock)
{
    /// <param name="link">The replica, and the source that it is compared with.</param>
    /// <param name="report">What is known of it by now. One with problems is not compared.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ReplicaReport> CompareAsync(ReplicationLink link, ReplicaReport report, CancellationToken cancellationToken)
    {
        var level = topology.Asked.Verify;
        report = report with { Layers = ArrivalLayers.Of(report) };
        if (report.Problems.Count > 0 || level == VerifyLevel.Quick)
            return report;

        try
        {
            var errant = await FindErrantAsync(link.Replica, cancellationToken).ConfigureAwait(false);
            var content = await ContentComparison.CompareAsync(
                LinkComparisons.Of(topology, link, name => sessions[name].Server), level, clock, cancellationToken).ConfigureAwait(false);
            List<VerificationLayer> layers = [.. report.Layers];
            List<string> problems = [];
            if (errant is not null)
                layers.Add(new("transactions", errant.Length == 0, errant.Length == 0 ? "none of its own" : errant));
            if (errant?.Length > 0)
                problems.Add($"It has transactions that the source has not ({errant}): somebody wrote to it. Run --target=Repair --repair=rebuild, which loses what was written, or --target=Teardown and start afresh.");
            return report with { Layers = [.. layers, .. content.Layers], Differences = content.Differences, Problems = [.. problems, .. content.Problems] };
        }
        catch (MySqlReplicationException failure)
        {
            return report with { Problems = [failure.Message] };
        }
    }

    /// <returns>The transactions that only the replica has; null where they cannot be told.</returns>
    private async Task<string?> FindErrantAsync(string name, CancellationToken cancellationToken)
    {
        if (!histories.OfReplicas.TryGetValue(name, out var history))
            return null;
        var replica = sessions[name];
        return await ErrantTransactions.FindAsync(
            written => BeyondAsync(replica, history, written, cancellationToken),
            histories.Written,
            () => WrittenByNowAsync(replica.Deadline.Limit, cancellationToken),
            clock,
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string> BeyondAsync(ServerConnection replica, string history, string written, CancellationToken cancellationToken) =>
        (await replica.ScalarAsync("Comparing GTIDs", replica.Dialect.Beyond(history, written), cancellationToken).ConfigureAwait(false) ?? "").ReplaceLineEndings("");

    private async Task<string> WrittenByNowAsync(TimeSpan limit, CancellationToken cancellationToken) =>
        string.Join(',', await Task.WhenAll(topology.Sources.Select(source => HistoryAsync(sessions[source.Name].Server, limit, cancellationToken))).ConfigureAwait(false));

    /// <summary>By a session of its own: several replicas look at the same sources at once.</summary>
    private async Task<string> HistoryAsync(RunningServer source, TimeSpan limit, CancellationToken cancellationToken)
    {
        await using var session = await ContentComparison.ConnectAsync(source, new Deadline(clock, limit, "--sync-timeout"), cancellationToken).ConfigureAwait(false);
        return (await session.ScalarAsync("Reading GTIDs", session.Dialect.History, cancellationToken).ConfigureAwait(false) ?? "").ReplaceLineEndings("");
    }
}
