using System.Globalization;

namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>Compares tables chunk by chunk: the servers compute checksums, and no row is sent.</summary>
internal sealed class TableComparison(SessionPair pair, TimeProvider clock)
{
    /// <summary>Rows of a table's first chunk. Most tables are not longer.</summary>
    public const int FirstRows = 1000;

    /// <summary>Differing ranges that are looked into.</summary>
    private const int MostRanges = 3;

    private const int MostRows = 50_000;

    private static readonly TimeSpan ChunkTime = TimeSpan.FromMilliseconds(250);

    /// <summary>Compares several tables; their first chunks, or the whole of those without a key, by one query.</summary>
    public async Task<IReadOnlyList<TableResult>> CompareAsync(IReadOnlyList<TableShape> tables, CancellationToken cancellationToken)
    {
        var query = string.Join(" UNION ALL ", tables.Select((table, number) => new TableSql(table).First(number, FirstRows)));
        var (source, replica) = await pair.OnBothAsync(query, cancellationToken).ConfigureAwait(false);
        var results = new List<TableResult>();
        foreach (var (number, table) in tables.Index())
        {
            var (own, other) = (source.Single(row => IsOf(row, number)), replica.Single(row => IsOf(row, number)));
            results.Add(await CompleteAsync(table, own, other, cancellationToken).ConfigureAwait(false));
        }

        return results;
    }

    private static bool IsOf(IReadOnlyDictionary<string, string?> row, int number) => row["t"] == number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Compares the first chunk's sums, and what is behind it.</summary>
    private async Task<TableResult> CompleteAsync(
        TableShape table, IReadOnlyDictionary<string, string?> own, IReadOnlyDictionary<string, string?> other, CancellationToken cancellationToken)
    {
        var count = Count(own);
        var isEqual = own["n"] == other["n"] && own["x"] == other["x"];
        if (table.Key.Count == 0 || count < FirstRows)
            return new TableResult(table, count, isEqual ? [] : [KeyRange.All], isEqual ? 0 : 1);

        var last = table.Key.Count == 1 ? [own["k"]!] : await new ChunkBounds(pair, table).LastKeyAsync(null, FirstRows, cancellationToken).ConfigureAwait(false);
        return await ContinueAsync(table, count, last, isEqual ? [] : [new KeyRange(null, last)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>While the replica sums one chunk up, the source is at the next.</summary>
    private async Task<TableResult> ContinueAsync(
        TableShape table, long count, IReadOnlyList<string> after, List<KeyRange> differing, CancellationToken cancellationToken)
    {
        var (sql, bounds) = (new TableSql(table), new ChunkBounds(pair, table));
        var ranges = differing.Count;
        var rows = FirstRows * 4;
        Task<bool>? pending = null;
        var pendingRange = KeyRange.All;
        try
        {
            for (var isLast = false; !isLast;)
            {
                var start = clock.GetTimestamp();
                var range = new KeyRange(after, await bounds.NextAsync(after, rows, cancellationToken).ConfigureAwait(false));
                var own = (await pair.OnSourceAsync(sql.Chunk(range), cancellationToken).ConfigureAwait(false))[0];
                var took = clock.GetElapsedTime(start);
                bounds.Note(Count(own));
                isLast = range.UpTo is null;
                count += Count(own);
                if (pending is not null)
                    ranges += Note(await pending.ConfigureAwait(false), pendingRange, differing);

                (pending, pendingRange) = (IsEqualAsync(sql.Chunk(range), own, cancellationToken), range);
                after = range.UpTo ?? after;
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
        if (!isEqual && differing.Count < MostRanges)
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
