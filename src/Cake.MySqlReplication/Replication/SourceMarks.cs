using System.Globalization;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Replication;

/// <summary>Reads how far a source has come.</summary>
internal static class SourceMarks
{
    public static async Task<SourceMark> ReadAsync(ServerConnection source, Positioning positioning, CancellationToken cancellationToken)
    {
        var rows = await source.RowsAsync("Reading the end of the binary log", source.Dialect.ShowSourceStatus, cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0)
            throw new MySqlReplicationException($"{source.Server.Name} writes no binary log, so that nobody can replicate from it. Run --target=Teardown, and start afresh without skip-log-bin.");

        var position = new BinaryLogPosition(rows[0]["File"] ?? "", long.Parse(rows[0]["Position"] ?? "0", CultureInfo.InvariantCulture));
        var gtids = positioning == Positioning.Gtid
            ? await source.ScalarAsync("Reading GTIDs", source.Dialect.SourceGtids, cancellationToken).ConfigureAwait(false)
            : null;
        return new SourceMark(position, gtids?.ReplaceLineEndings(""));
    }
}
