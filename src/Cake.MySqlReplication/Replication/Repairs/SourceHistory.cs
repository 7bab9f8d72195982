using System.Globalization;
using System.Text.RegularExpressions;
using Cake.MySqlReplication.Dialects;

namespace Cake.MySqlReplication.Replication.Repairs;

/// <summary>
/// Whether a source's binary logs hold all that it holds, so that a replica can be made of them alone. Their numbers do not
/// prove it: RESET MASTER on a source with data begins with the first again. What proves it is that they create every schema.
/// </summary>
internal static partial class SourceHistory
{
    private const int Batch = 1000;

    // Schemas come early. To read a long history for one that is not in it would take minutes.
    private const int MostBatches = 50;

    private const string UserSchemas =
        "SELECT SCHEMA_NAME AS name FROM information_schema.SCHEMATA WHERE SCHEMA_NAME NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys', 'test')";

    /// <returns>What is missing; null where nothing is.</returns>
    public static async Task<string?> FindGapAsync(ServerConnection source, CancellationToken cancellationToken)
    {
        var logs = await source.RowsAsync("Listing the binary logs", DiagnosticQueries.BinaryLogs, cancellationToken).ConfigureAwait(false);
        if (logs.Count == 0)
            return "it writes none";
        if (logs[0]["Log_name"]?.EndsWith(".000001", StringComparison.Ordinal) != true)
            return $"they begin with {logs[0]["Log_name"]}: older ones were purged";

        var purged = await source.RowsAsync("Reading what was purged", "SHOW GLOBAL VARIABLES LIKE 'gtid_purged'", cancellationToken).ConfigureAwait(false);
        if (purged.Count > 0 && !string.IsNullOrEmpty(purged[0]["Value"]))
            return $"they do not have the transactions {purged[0]["Value"]!.ReplaceLineEndings("")}: it was made from a copy itself, or older ones were purged";

        var schemas = await source.RowsAsync("Reading the schemas", UserSchemas, cancellationToken).ConfigureAwait(false);
        var missing = schemas.Select(row => row["name"]!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var batches = 0;
        foreach (var log in logs.Select(row => row["Log_name"]!))
        {
            for (var from = new BinaryLogPosition(log, BinaryLogPosition.StartOfFile); missing.Count > 0 && batches < MostBatches; batches++)
            {
                var events = await source.RowsAsync(
                    "Reading binary log events", DiagnosticQueries.ShowBinaryLogEvents(from, Batch), cancellationToken).ConfigureAwait(false);
                missing.ExceptWith(events.Select(row => CreateSchema().Match(row["Info"] ?? "")).Where(match => match.Success).Select(match => match.Groups[1].Value));
                if (events.Count < Batch)
                    break;
                from = new BinaryLogPosition(log, long.Parse(events[^1]["End_log_pos"]!, CultureInfo.InvariantCulture));
            }
        }

        return missing.Count == 0 ? null : $"they do not show how the schema {missing.First()} was made: the source was reset, or filled from elsewhere";
    }

    [GeneratedRegex(@"\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:DATABASE|SCHEMA)\s+(?:/\*.*?\*/\s*)?(?:IF\s+NOT\s+EXISTS\s+)?`?([^`\s;]+)", RegexOptions.IgnoreCase)]
    private static partial Regex CreateSchema();
}
