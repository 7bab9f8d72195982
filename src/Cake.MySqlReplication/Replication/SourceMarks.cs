using System.Globalization;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Reads how far a server's own history has come.</summary>
internal static class SourceMarks
{
    /// <summary>Its position, and its GTIDs whether or not replication goes by them.</summary>
    public static async Task<SourceMark> ReadAsync(ServerConnection source, CancellationToken cancellationToken) =>
        new(await PositionAsync(source, cancellationToken).ConfigureAwait(false), await GtidsAsync(source, cancellationToken).ConfigureAwait(false));

    /// <summary>What its replicas have to reach.</summary>
    public static async Task<SourceMark> ReadAsync(Topology topology, ServerSpec server, ServerConnection session, CancellationToken cancellationToken)
    {
        var position = await PositionAsync(session, cancellationToken).ConfigureAwait(false);
        return topology.Positioning == Positioning.Gtid
            ? new SourceMark(position, session.Dialect.Outgoing(await GtidsAsync(session, cancellationToken).ConfigureAwait(false), topology, server))
            : new SourceMark(position, null);
    }

    /// <summary>All GTIDs that a server has written into its binary log.</summary>
    public static async Task<string> GtidsAsync(ServerConnection session, CancellationToken cancellationToken) =>
        (await session.ScalarAsync("Reading GTIDs", session.Dialect.SourceGtids, cancellationToken).ConfigureAwait(false) ?? "").ReplaceLineEndings("");

    private static async Task<BinaryLogPosition> PositionAsync(ServerConnection session, CancellationToken cancellationToken)
    {
        var rows = await session.RowsAsync("Reading the end of the binary log", session.Dialect.ShowSourceStatus, cancellationToken).ConfigureAwait(false);
        return rows.Count > 0
            ? new BinaryLogPosition(rows[0]["File"] ?? "", long.Parse(rows[0]["Position"] ?? "0", CultureInfo.InvariantCulture))
            : throw new MySqlReplicationException(
                $"{session.Server.Name} writes no binary log, so that nothing can be replicated from it. Run --target=Teardown, and start afresh without skip-log-bin.");
    }
}
