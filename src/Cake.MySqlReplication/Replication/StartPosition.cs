using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>
/// Where a replica begins to read its source's binary logs, by file: at the beginning of the history. One that is new gets all that was written
/// before, which the source's present position would leave out.
/// </summary>
internal static class StartPosition
{
    /// <summary>The first of a source's binary logs; empty where it has none.</summary>
    public static async Task<string> FirstLogAsync(ServerConnection source, CancellationToken cancellationToken)
    {
        var logs = await source.RowsAsync("Listing the binary logs", "SHOW BINARY LOGS", cancellationToken).ConfigureAwait(false);
        return logs.Count == 0 ? "" : logs[0]["Log_name"] ?? "";
    }

    /// <returns>The position; null by GTID, which needs none.</returns>
    /// <exception cref="MySqlReplicationException">The replica could not get all data from there.</exception>
    public static async Task<BinaryLogPosition?> FindAsync(
        Topology topology, ReplicationLink link, string firstLog, ServerConnection replica, CancellationToken cancellationToken)
    {
        if (topology.Positioning == Positioning.Gtid)
            return null;

        // Sources that follow each other may have something of their own.
        if (topology.Server(link.Replica).Role == ServerRole.Replica && topology.LinksOf(link.Replica).First() == link &&
            !await ServerInitialisation.HasOnlySystemSchemasAsync(replica, cancellationToken).ConfigureAwait(false))
        {
            throw new MySqlReplicationException(
                $"{link.Replica} holds data and no longer knows its place in the binary log of {link.Source}. {ReplicationErrors.Rebuild}");
        }

        if (!firstLog.EndsWith(".000001", StringComparison.Ordinal))
        {
            throw new MySqlReplicationException(
                $"The binary logs of {link.Source} begin with '{firstLog}': older ones were purged, so that {link.Replica} could not get all data. " +
                ReplicationErrors.Rebuild);
        }

        return new BinaryLogPosition(firstLog, BinaryLogPosition.StartOfFile);
    }
}
