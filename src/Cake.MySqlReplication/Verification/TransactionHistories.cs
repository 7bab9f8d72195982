using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Verification;

/// <summary>Reads which transactions the servers of a topology have, where replication goes by GTIDs.</summary>
internal sealed class TransactionHistories(Topology topology, ServerSessions sessions)
{
    /// <param name="isInOrder">Whether a replica's threads do what they should; others are left out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Found> ReadAsync(Func<string, bool> isInOrder, CancellationToken cancellationToken)
    {
        if (topology.Positioning != Positioning.Gtid)
            return new Found(new Dictionary<string, string>(), "");
        // A source that follows another one is written to, and what it wrote itself is no error.
        var replicas = topology.Replicas.Select(replica => replica.Name).Where(name => topology.LinksOf(name).Any() && isInOrder(name)).ToList();
        var histories = await Task.WhenAll(replicas.Select(name => ReadAsync(name, cancellationToken))).ConfigureAwait(false);
        // After the replicas': a live source runs ahead of them.
        var written = await Task.WhenAll(topology.Sources.Select(source => ReadAsync(source.Name, cancellationToken))).ConfigureAwait(false);
        return new Found(replicas.Zip(histories).ToDictionary(pair => pair.First, pair => pair.Second), string.Join(',', written));
    }

    private async Task<string> ReadAsync(string server, CancellationToken cancellationToken) =>
        (await sessions[server].ScalarAsync("Reading GTIDs", sessions[server].Dialect.History, cancellationToken).ConfigureAwait(false) ?? "").ReplaceLineEndings("");

    /// <summary>What was read.</summary>
    /// <param name="OfReplicas">The transactions of each replica.</param>
    /// <param name="Written">What all sources together had after that.</param>
    internal sealed record Found(IReadOnlyDictionary<string, string> OfReplicas, string Written);
}
