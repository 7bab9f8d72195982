using System.Globalization;
using Cake.MySqlReplication.Dialects;

namespace Cake.MySqlReplication.Replication;

/// <summary>Reads how far a source has come.</summary>
internal static class SourceMarks
{
    private const string Purpose = "Reading the source's position";

    public static async Task<SourceMark> ReadAsync(ServerConnection source, CancellationToken cancellationToken)
    {
        var status = await source.RowsAsync(Purpose, source.Dialect.ShowSourceStatus, cancellationToken).ConfigureAwait(false);
        if (status.Count == 0)
            throw new MySqlReplicationException("The source writes no binary log, so that nothing can be replicated. Leave skip-log-bin out of --server-option.");
        var position = new BinaryLogPosition(status[0]["File"]!, long.Parse(status[0]["Position"]!, CultureInfo.InvariantCulture));
        var gtids = await source.ScalarAsync(Purpose, source.Dialect.SourceGtids, cancellationToken).ConfigureAwait(false);
        return new SourceMark(position, gtids);
    }
}
