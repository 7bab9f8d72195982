using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>Two servers of a ring, each of which has all of the other's transactions or has not.</summary>
internal sealed class RingMembers(ComparedLink link, ServerConnection source, ServerConnection replica)
{
    private const string Reading = "Reading what both have";

    /// <exception cref="MySqlReplicationException">By file and position, a ring of more than two tells too little.</exception>
    public async Task<bool> AreEqualAsync(CancellationToken cancellationToken) =>
        await HasAllOfAsync(replica, source, cancellationToken).ConfigureAwait(false) &&
        await HasAllOfAsync(source, replica, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc cref="AreEqualAsync"/>
    public async Task<bool> HasAllOfAsync(ServerConnection one, ServerConnection other, CancellationToken cancellationToken)
    {
        // MariaDB has GTIDs whether or not replicas use them.
        if (one.Dialect is MariaDbDialect || link.Positioning == Positioning.Gtid)
        {
            var theirs = await SourceMarks.GtidsAsync(other, cancellationToken).ConfigureAwait(false);
            var own = await SourceMarks.GtidsAsync(one, cancellationToken).ConfigureAwait(false);
            return one.Dialect is MariaDbDialect
                ? GtidPosition.Covers(own, theirs)
                : await one.ScalarAsync(Reading, $"SELECT GTID_SUBSET({Sql.Literal(theirs)}, {Sql.Literal(own)})", cancellationToken).ConfigureAwait(false) == "1";
        }

        if (link.BackChannel is not { } back)
        {
            throw new MySqlReplicationException(
                "Rows of a ring of more than two servers cannot be compared by file and position: nothing tells which of the others' transactions a server has. " +
                "Use --positioning=gtid, or ask for --verify=standard.");
        }

        var end = await ApplierPoint.MarkAsync(other, Positioning.File, cancellationToken).ConfigureAwait(false);
        return await ReplicaInspector.ReadAsync(one, one == replica ? link.Channel : back, cancellationToken).ConfigureAwait(false) is { } status &&
            status.Applied.HasReached(end.Position);
    }
}
