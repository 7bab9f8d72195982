using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>
/// Where a server of a ring is while it is locked. Another one holds the same only when it has all of that and nothing
/// besides, which takes a moment in which it is not written to.
/// </summary>
internal sealed class RingPoint
{
    private const string Reading = "Reading what both have";

    private readonly bool _isMariaDb;
    private readonly string? _gtids;
    private readonly BinaryLogPosition? _applied;

    private RingPoint(bool isMariaDb, string? gtids, BinaryLogPosition? applied)
    {
        _isMariaDb = isMariaDb;
        _gtids = gtids;
        _applied = applied;
    }

    /// <exception cref="MySqlReplicationException">By file and position, a ring of more than two tells too little.</exception>
    public static async Task<RingPoint> OfAsync(ComparedLink link, ServerConnection source, CancellationToken cancellationToken)
    {
        // MariaDB has GTIDs whether or not replicas use them.
        var isMariaDb = source.Dialect is MariaDbDialect;
        if (isMariaDb || link.Positioning == Positioning.Gtid)
            return new RingPoint(isMariaDb, await source.ScalarAsync(Reading, source.Dialect.SourceGtids, cancellationToken).ConfigureAwait(false) ?? "", null);
        if (link.BackChannel is { } channel && await ReplicaInspector.ReadAsync(source, channel, cancellationToken).ConfigureAwait(false) is { } status)
            return new RingPoint(isMariaDb, null, status.Applied);
        throw new MySqlReplicationException(
            "Rows of a ring of more than two servers cannot be compared by file and position: nothing tells which of the others' transactions a server has. " +
            "Use --positioning=gtid, or ask for --verify=standard.");
    }

    /// <summary>Whether the replica has what the source had, and nothing besides.</summary>
    public async Task<bool> IsEqualOnAsync(ServerConnection replica, CancellationToken cancellationToken)
    {
        if (_gtids is null)
            return (await ApplierPoint.MarkAsync(replica, Positioning.File, cancellationToken).ConfigureAwait(false)).Position == _applied;
        var own = await replica.ScalarAsync(Reading, replica.Dialect.SourceGtids, cancellationToken).ConfigureAwait(false) ?? "";
        if (_isMariaDb)
            return _gtids.Split(',').ToHashSet(StringComparer.Ordinal).SetEquals(own.Split(','));
        var (one, other) = (Sql.Literal(_gtids), Sql.Literal(own));
        return await replica.ScalarAsync(Reading, $"SELECT GTID_SUBSET({one}, {other}) AND GTID_SUBSET({other}, {one})", cancellationToken).ConfigureAwait(false) == "1";
    }
}
