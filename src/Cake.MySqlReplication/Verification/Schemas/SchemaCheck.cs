using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Verification.Rows;

namespace Cake.MySqlReplication.Verification.Schemas;

/// <summary>
/// Compares the schemas of source and replica, also while they change. Neither information_schema is part of a
/// snapshot, so a difference counts only when it is still there after the replica has caught up, and at a point at which
/// the source was locked.
/// </summary>
internal sealed class SchemaCheck(ComparedLink link, ServerConnection source, ServerConnection replica, TimeProvider clock)
{
    // What is dropped and created all the time may be missing by chance once, and again. A lock finds that out, but stops who writes.
    private const int Rounds = 2;

    private readonly HashSet<SchemaItem> _others = [];

    /// <summary>Whether another source of the replica has the table, too: rows may come from both.</summary>
    public bool IsShared(TableShape table) => _others.Contains(new SchemaItem("table", table.Schema, null, table.Name));

    /// <returns>What differs, and what both had at the end.</returns>
    public async Task<(IReadOnlyList<SchemaDifference> Differences, SchemaSnapshot Source, SchemaSnapshot Replica)> RunAsync(CancellationToken cancellationToken)
    {
        await ReadOthersAsync(cancellationToken).ConfigureAwait(false);
        source.Deadline = replica.Deadline = new Deadline(clock, link.Limit, "--sync-timeout");
        var (before, first) = await ReadAsync(cancellationToken).ConfigureAwait(false);
        var differences = SchemaComparer.Compare(before, first, _others.Contains);
        for (var round = 0; round < Rounds && differences.Count > 0; round++)
        {
            var mark = await ApplierPoint.MarkAsync(source, link.Positioning, cancellationToken).ConfigureAwait(false);
            before = await SnapshotAsync(source, cancellationToken).ConfigureAwait(false);
            await CatchUpAsync(cancellationToken).ConfigureAwait(false);
            var (after, now) = await ReadAsync(cancellationToken).ConfigureAwait(false);
            await ReadOthersAsync(cancellationToken).ConfigureAwait(false);
            // What came, went or changed on the source meanwhile is on its way to the replica.
            var still = SchemaComparer.Compare(before, now, _others.Contains).Intersect(SchemaComparer.Compare(after, now, _others.Contains)).ToHashSet();
            differences = [.. differences.Where(still.Contains)];
            (before, first) = (after, now);
            if (link.OtherSources.Count == 0 && mark == await ApplierPoint.MarkAsync(source, link.Positioning, cancellationToken).ConfigureAwait(false))
                return (differences, before, first);
        }

        if (differences.Count > 0)
        {
            (before, first) = await ConsistentPoint.ReadAsync(link, server => SnapshotAsync(server, cancellationToken), clock, cancellationToken).ConfigureAwait(false);
            await ReadOthersAsync(cancellationToken).ConfigureAwait(false);
            var still = SchemaComparer.Compare(before, first, _others.Contains).ToHashSet();
            differences = [.. differences.Where(still.Contains)];
        }

        return (differences, before, first);
    }

    private async Task<(SchemaSnapshot Source, SchemaSnapshot Replica)> ReadAsync(CancellationToken cancellationToken)
    {
        var both = await Task.WhenAll(SnapshotAsync(source, cancellationToken), SnapshotAsync(replica, cancellationToken)).ConfigureAwait(false);
        return (both[0], both[1]);
    }

    private async Task<SchemaSnapshot> SnapshotAsync(ServerConnection server, CancellationToken cancellationToken) =>
        (await SchemaReader.ReadAsync(server, cancellationToken).ConfigureAwait(false)).Passing(link.Filter);

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var deadline = source.Deadline = replica.Deadline = new Deadline(clock, link.Limit, "--sync-timeout");
        var mark = await ApplierPoint.MarkAsync(source, link.Positioning, cancellationToken).ConfigureAwait(false);
        // In a ring no server of MariaDB counts its own transactions, so that it never gets to all GTIDs of the others.
        var positioning = replica.Dialect is MariaDbDialect ? Positioning.File : link.Positioning;
        if (await new ReplicaWait(positioning, link.Channel).FindProblemAsync(replica, mark, deadline, cancellationToken).ConfigureAwait(false) is { } problem)
            throw new MySqlReplicationException(problem);
    }

    /// <summary>What the replica has, or had a moment ago, from its other sources, which may create and drop tables all the time.</summary>
    private async Task ReadOthersAsync(CancellationToken cancellationToken)
    {
        foreach (var server in link.OtherSources)
        {
            await using var other = await ContentComparison.ConnectAsync(server, new Deadline(clock, link.Limit, "--sync-timeout"), cancellationToken).ConfigureAwait(false);
            _others.UnionWith((await SchemaReader.ReadAsync(other, cancellationToken).ConfigureAwait(false)).Items.Keys);
        }
    }
}
