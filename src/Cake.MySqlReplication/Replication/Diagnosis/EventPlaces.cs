using Cake.MySqlReplication.Dialects;
using MySqlConnector;

namespace Cake.MySqlReplication.Replication.Diagnosis;

/// <summary>Looks at the events of binary logs and relay logs, a few at a time.</summary>
internal static class EventPlaces
{
    private const int Most = 8;

    /// <summary>Whether an event begins at the place: a server refuses to show those that follow it otherwise.</summary>
    public static async Task<bool> IsStartOfEventAsync(ServerConnection source, BinaryLogPosition place, CancellationToken cancellationToken)
    {
        try
        {
            var events = await source.RowsAsync("Reading binary log events", DiagnosticQueries.ShowBinaryLogEvents(place, 1), cancellationToken).ConfigureAwait(false);
            return events.Count > 0 && events[0]["Pos"] == $"{place.Offset}";
        }
        catch (MySqlReplicationException exception) when (exception.InnerException is MySqlException)
        {
            return false;
        }
    }

    /// <summary>The transaction that the applier stands at, from its source's log.</summary>
    public static Task<IReadOnlyList<string>> InSourceAsync(ServerConnection source, ReplicaStatus status, CancellationToken cancellationToken) =>
        ReadAsync(source, DiagnosticQueries.ShowBinaryLogEvents(status.Applied, Most), cancellationToken);

    /// <summary>The same from its own relay log, for a source that does not answer.</summary>
    public static Task<IReadOnlyList<string>> InRelayLogAsync(ServerConnection replica, ReplicaStatus status, string channel, CancellationToken cancellationToken) =>
        ReadAsync(replica, replica.Dialect.ShowRelayLogEvents(status.Relayed, Most, channel), cancellationToken);

    private static async Task<IReadOnlyList<string>> ReadAsync(ServerConnection server, string query, CancellationToken cancellationToken)
    {
        try
        {
            var events = await server.RowsAsync("Reading the events that failed", query, cancellationToken).ConfigureAwait(false);
            return [.. UpToCommit(events).Select(Describe)];
        }
        catch (MySqlReplicationException exception) when (exception.InnerException is MySqlException { ErrorCode: not MySqlErrorCode.CommandTimeoutExpired })
        {
            // Its place is not one that can be shown: purged, or damaged.
            return [];
        }
    }

    private static string Describe(IReadOnlyDictionary<string, string?> row) => $"{row["Log_name"]}:{row["Pos"]} {row["Event_type"]} {row["Info"]}".TrimEnd();

    private static IEnumerable<IReadOnlyDictionary<string, string?>> UpToCommit(IReadOnlyList<IReadOnlyDictionary<string, string?>> events)
    {
        foreach (var (index, row) in events.Index())
        {
            if (index > 0 && row["Event_type"] is "Gtid" or "Anonymous_Gtid" or "Gtid_tagged")
                yield break;
            yield return row;
            if (row["Event_type"] == "Xid" || row["Info"] == "COMMIT")
                yield break;
        }
    }
}
