using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Replication;

/// <summary>Where a source's log ends, and whether the applier of one of its replicas is before that place, at it, or past it.</summary>
internal static class ApplierPoint
{
    private const string Comparing = "Comparing positions";

    /// <summary>The end of the source's log.</summary>
    public static async Task<SourceMark> MarkAsync(ServerConnection source, Positioning positioning, CancellationToken cancellationToken)
    {
        var mark = await SourceMarks.ReadAsync(source, cancellationToken).ConfigureAwait(false);
        return positioning == Positioning.Gtid ? mark : mark with { Gtids = null };
    }

    /// <summary>Whether all that the source had at the mark is applied.</summary>
    public static async Task<bool> HasReachedAsync(ServerConnection replica, ReplicaStatus status, SourceMark mark, CancellationToken cancellationToken)
    {
        if (mark.Gtids is null)
            return status.Applied.HasReached(mark.Position);
        if (replica.Dialect.MissingGtids(mark.Gtids) is { } query)
            return string.IsNullOrEmpty(await replica.ScalarAsync(Comparing, query, cancellationToken).ConfigureAwait(false));
        return status.Applied.HasReached(mark.Position) ||
            GtidPosition.Covers(await GtidsAsync(replica, replica.Dialect.ReplicaGtids, cancellationToken).ConfigureAwait(false), mark.Gtids);
    }

    /// <summary>Whether just that is applied, and nothing of the source's that came after it.</summary>
    public static async Task<bool> IsAtAsync(
        ServerConnection source, ServerConnection replica, ReplicaStatus status, SourceMark mark, CancellationToken cancellationToken)
    {
        if (status.Applied == mark.Position)
            return true;
        if (mark.Gtids is null || !await HasReachedAsync(replica, status, mark, cancellationToken).ConfigureAwait(false))
            return false;
        var applied = await GtidsAsync(replica, replica.Dialect.ReplicaGtids, cancellationToken).ConfigureAwait(false);
        if (replica.Dialect.MissingGtids("") is null)
            return GtidPosition.IsAt(applied, mark.Gtids);

        // What the replica has beyond the mark is its own, or another source's, unless the source has it by now.
        var later = await GtidsAsync(source, source.Dialect.SourceGtids, cancellationToken).ConfigureAwait(false);
        var (after, done) = ($"GTID_SUBTRACT({Sql.Literal(later)}, {Sql.Literal(mark.Gtids)})", Sql.Literal(applied));
        return await replica.ScalarAsync(Comparing, $"SELECT GTID_SUBTRACT({after}, {done}) = {after}", cancellationToken).ConfigureAwait(false) == "1";
    }

    private static async Task<string> GtidsAsync(ServerConnection server, string query, CancellationToken cancellationToken) =>
        (await server.ScalarAsync("Reading GTIDs", query, cancellationToken).ConfigureAwait(false) ?? "").ReplaceLineEndings("");
}
