using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Compares how far replicas of one source have come.</summary>
internal sealed class ReplicaProgress(Topology topology, ServerSessions sessions)
{
    /// <summary>The one that is asked for, or the one that has all that the others have, or more than most.</summary>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="MySqlReplicationException">The one that is asked for would lose what another one has.</exception>
    public async Task<ReplicationLink?> ChooseAsync(IReadOnlyList<ReplicationLink> able, string? asked, CancellationToken cancellationToken)
    {
        ReplicationLink? best = null;
        foreach (var link in able)
        {
            if (best is null || (!await HasAllOfAsync(best.Replica, link.Replica, cancellationToken).ConfigureAwait(false) &&
                await HasAllOfAsync(link.Replica, best.Replica, cancellationToken).ConfigureAwait(false)))
            {
                best = link;
            }
        }

        if (asked is null || best is null || best.Replica == asked)
            return best;
        var wanted = able.FirstOrDefault(link => link.Replica == asked);
        if (wanted is not null && topology.Positioning == Positioning.File && !await HasAllOfAsync(asked, best.Replica, cancellationToken).ConfigureAwait(false))
        {
            throw new MySqlReplicationException(
                $"{asked} lacks transactions that {best.Replica} has, and without GTIDs it cannot get them from there: they would be lost. Promote {best.Replica}, or leave --replica out.");
        }

        return wanted;
    }

    /// <summary>Whether a replica has all that another one has.</summary>
    public async Task<bool> HasAllOfAsync(string replica, string other, CancellationToken cancellationToken)
    {
        if (topology.Positioning == Positioning.File)
        {
            var own = await AppliedAsync(replica, cancellationToken).ConfigureAwait(false);
            var others = await AppliedAsync(other, cancellationToken).ConfigureAwait(false);
            return own is not null && others is not null && own.HasReached(others);
        }

        var session = sessions[replica];
        var query = session.Dialect.Ahead(await GtidsAsync(other, cancellationToken).ConfigureAwait(false), await GtidsAsync(replica, cancellationToken).ConfigureAwait(false));
        return string.IsNullOrEmpty(await session.ScalarAsync("Comparing GTIDs", query, cancellationToken).ConfigureAwait(false));
    }

    private async Task<BinaryLogPosition?> AppliedAsync(string replica, CancellationToken cancellationToken) =>
        (await ReplicaInspector.ReadAsync(sessions[replica], topology.LinksOf(replica).First().Channel, cancellationToken).ConfigureAwait(false))?.Applied;

    private async Task<string> GtidsAsync(string replica, CancellationToken cancellationToken) =>
        (await sessions[replica].ScalarAsync("Reading GTIDs", sessions[replica].Dialect.ReplicaGtids, cancellationToken).ConfigureAwait(false) ?? "").ReplaceLineEndings("");
}
