using System.Globalization;

namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>Compares tables chunk by chunk: the servers compute checksums, and no row is sent.</summary>
internal sealed class TableComparison(SessionPair pair, TimeProvider clock)
{
    /// <summary>Rows of a table's first chunk. Most tables are not longer.</summary>
    public const int FirstRows = 1000;

    private const int MostRows = 200_000;

    private static readonly TimeSpan ChunkTime = TimeSpan.FromMilliseconds(250);

    /// <summary>Compares the first rows of several tables, or all rows of those without a key, by one query.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="parts">In how many parts a long table's rest is to be compared, where its key can tell.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>For each table what this came to, and the ranges behind it, if there are any.</returns>
    public async Task<IReadOnlyList<(TableResult Beginning, IReadOnlyList<KeyRange> Further)>> BeginAsync(
        IReadOnlyList<TableShape> tables, int parts, CancellationToken cancellationToken)
    {
        var query = string.Join(" UNION ALL ", tables.Select((table, number) => new TableSql(table).First(number, FirstRows)));
        var (source, replica) = await pair.OnBothAsync(query, cancellationToken).ConfigureAwait(false);
        var begun = new List<(TableResult, IReadOnlyList<KeyRange>)>();
        foreach (var (number, table) in tables.Index())
        {
            var (own, other) = (source.Single(row => IsOf(row, number)), replica.Single(row => IsOf(row, number)));
            var last = await LastKeyAsync(table, own, cancellationToken).ConfigureAwait(false);
            var range = new KeyRange(null, last);
            var isEqual = own["n"] == other["n"] && own["x"] == other["x"];
            begun.Add((
                new TableResult(table, Count(own), isEqual ? [] : [range], isEqual ? 0 : 1),
                last is null ? [] : await new ChunkBounds(pair, table, null).PartsAsync(last, parts, cancellationToken).ConfigureAwait(false)));
        }

        return begun;
    }

    private static bool IsOf(IReadOnlyDictionary<string, string?> row, int number) => row["t"] == number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The key of the last of a table's first rows; null where there are no others.</summary>
    private async Task<IReadOnlyList<string>?> LastKeyAsync(TableShape table, IReadOnlyDictionary<string, string?> first, CancellationToken cancellationToken)
    {
        if (table.Key.Count == 0 || Count(first) < FirstRows)
            return null;
        return table.Key.Count == 1 ? [first["k"]!] : await new ChunkBounds(pair, table, null).LastKeyAsync(null, FirstRows, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Compares a part of a table. While the replica sums one chunk up, the source is at the next.</summary>
    public async Task<TableResult> ContinueAsync(TableShape table, KeyRange part, CancellationToken cancellationToken)
    {
        var (sql, bounds) = (new TableSql(table), new ChunkBounds(pair, table, part.UpTo));
        var (count, after, differing) = (0L, part.After!, new List<KeyRange>());
        var ranges = 0;
        var rows = FirstRows * 4;
        Task<bool>? pending = null;
        var pendingRange = KeyRange.All;
        try
        {
            for (var isLast = false; !isLast;)
            {
                var start = clock.GetTimestamp();
                var next = await bounds.NextAsync(after, rows, cancellationToken).ConfigureAwait(false);
                var range = new KeyRange(after, next ?? part.UpTo);
                var own = (await pair.OnSourceAsync(sql.Chunk(range), cancellationToken).ConfigureAwait(false))[0];
                var took = clock.GetElapsedTime(start);
                bounds.Note(Count(own));
                isLast = next is null;
                count += Count(own);
                if (pending is not null)
                    ranges += Note(await pending.ConfigureAwait(false), pendingRange, differing);

                (pending, pendingRange) = (IsEqualAsync(sql.Chunk(range), own, cancellationToken), range);
                after = next ?? after;
                rows = took < ChunkTime / 2 ? Math.Min(rows * 2, MostRows) : took > ChunkTime * 2 ? Math.Max(rows / 2, FirstRows) : rows;
            }

            ranges += Note(await pending!.ConfigureAwait(false), pendingRange, differing);
            return new TableResult(table, count, differing, ranges);
        }
        catch
        {
            // The replica's session is used again: for the next table, or to be closed.
            if (pending is not null)
                await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private static int Note(bool isEqual, KeyRange range, List<KeyRange> differing)
    {
        if (!isEqual && differing.Count < TableResult.MostRanges)
            differing.Add(range);
        return isEqual ? 0 : 1;
    }

    private async Task<bool> IsEqualAsync(string query, IReadOnlyDictionary<string, string?> own, CancellationToken cancellationToken)
    {
        var other = (await pair.OnReplicaAsync(query, cancellationToken).ConfigureAwait(false))[0];
        return own["n"] == other["n"] && own["x"] == other["x"];
    }

    private static long Count(IReadOnlyDictionary<string, string?> row) => long.Parse(row["n"]!, CultureInfo.InvariantCulture);
}
