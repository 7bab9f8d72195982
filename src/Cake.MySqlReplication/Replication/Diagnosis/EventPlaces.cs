using System.Text.RegularExpressions;
using Cake.MySqlReplication.Dialects;
using MySqlConnector;

namespace Cake.MySqlReplication.Replication.Diagnosis;

/// <summary>Looks at the events of binary logs and relay logs, a few at a time.</summary>
internal static partial class EventPlaces
{
    private const int Most = 8;
    private const int MostSearched = 2000;

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

    /// <summary>
    /// The transaction that the applier stands at, from its source's log. With several workers the applier's position is one
    /// that all of them have passed; which transaction failed stands in the error.
    /// </summary>
    public static async Task<IReadOnlyList<string>> InSourceAsync(ServerConnection source, ReplicaStatus status, CancellationToken cancellationToken)
    {
        if (WorkerPlace().Match(status.ApplierError) is not { Success: true } match)
            return [.. UpToCommit(await ReadAsync(source, DiagnosticQueries.ShowBinaryLogEvents(status.Applied, Most), cancellationToken).ConfigureAwait(false)).Select(Describe)];

        var file = match.Groups["file"].Value;
        var from = status.Applied.File == file ? status.Applied : new BinaryLogPosition(file, BinaryLogPosition.StartOfFile);
        var events = await ReadAsync(source, DiagnosticQueries.ShowBinaryLogEvents(from, MostSearched), cancellationToken).ConfigureAwait(false);
        var failed = events.Index().FirstOrDefault(row => row.Item["End_log_pos"] == match.Groups["end"].Value, (Index: -1, Item: null!)).Index;
        if (failed < 0)
            return [];
        var first = events.Take(failed + 1).Index().LastOrDefault(row => IsBeginning(row.Item)).Index;
        return [.. UpToCommit([.. events.Skip(first).Take(Most)]).Select(Describe)];
    }

    /// <summary>The same from its own relay log, for a source that does not answer.</summary>
    public static async Task<IReadOnlyList<string>> InRelayLogAsync(ServerConnection replica, ReplicaStatus status, string channel, CancellationToken cancellationToken) =>
        [.. UpToCommit(await ReadAsync(replica, replica.Dialect.ShowRelayLogEvents(status.Relayed, Most, channel), cancellationToken).ConfigureAwait(false)).Select(Describe)];

    private static async Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>> ReadAsync(ServerConnection server, string query, CancellationToken cancellationToken)
    {
        try
        {
            return await server.RowsAsync("Reading the events that failed", query, cancellationToken).ConfigureAwait(false);
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
            if (index > 0 && IsBeginning(row))
                yield break;
            yield return row;
            if (row["Event_type"] == "Xid" || row["Info"] == "COMMIT")
                yield break;
        }
    }

    private static bool IsBeginning(IReadOnlyDictionary<string, string?> row) => row["Event_type"] is "Gtid" or "Anonymous_Gtid" or "Gtid_tagged";

    // Worker 1 failed executing transaction '391b107f-e6fa-11f1-8808-02fc00000001:4' at source log binlog.000001, end_log_pos 1068
    [GeneratedRegex(@"transaction '[^']*' at (?:source|master) log (?<file>[^,\s]+), end_log_pos (?<end>\d+)")]
    private static partial Regex WorkerPlace();
}
