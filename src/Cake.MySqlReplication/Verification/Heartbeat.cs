using System.Globalization;
using Cake.MySqlReplication.Replication;

namespace Cake.MySqlReplication.Verification;

/// <summary>
/// A row of each source that replicas get, by which their lag is measured: servers know theirs in whole seconds only, and
/// know none when nothing is written.
/// </summary>
internal static class Heartbeat
{
    private const string Table = Sentinel.Schema + ".heartbeats";

    private const string Purpose = "Writing a heartbeat";

    public static async Task WriteAsync(ServerConnection source, int serverId, long beat, CancellationToken cancellationToken)
    {
        var write = string.Create(CultureInfo.InvariantCulture, $"REPLACE INTO {Table} (server_id, beat) VALUES ({serverId}, {beat})");
        try
        {
            await source.ExecuteAsync(Purpose, write, cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlReplicationException exception) when (StatementFailure.IsMissingTable(exception))
        {
            await source.ExecuteAllAsync(
                Purpose,
                [
                    $"CREATE DATABASE IF NOT EXISTS {Sentinel.Schema}",
                    $"CREATE TABLE IF NOT EXISTS {Table} (server_id INT UNSIGNED NOT NULL PRIMARY KEY, beat BIGINT NOT NULL) ENGINE = InnoDB",
                    write,
                ],
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a server has the beats of all these sources.</summary>
    public static async Task<bool> HasAllAsync(ServerConnection replica, IReadOnlyCollection<int> serverIds, long beat, CancellationToken cancellationToken)
    {
        try
        {
            var query = string.Create(
                CultureInfo.InvariantCulture, $"SELECT COUNT(*) FROM {Table} WHERE beat >= {beat} AND server_id IN ({string.Join(", ", serverIds)})");
            return await replica.ScalarAsync("Reading heartbeats", query, cancellationToken).ConfigureAwait(false) == serverIds.Count.ToString(CultureInfo.InvariantCulture);
        }
        catch (MySqlReplicationException exception) when (StatementFailure.IsMissingTable(exception))
        {
            return false;
        }
    }
}
