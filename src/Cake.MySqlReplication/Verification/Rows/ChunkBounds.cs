using System.Globalization;
using System.Numerics;

namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>Where the chunks of a part of a table end: reckoned for whole numbers, looked up for other keys.</summary>
/// <param name="pair">Where to look.</param>
/// <param name="table">The table.</param>
/// <param name="end">The part's last key; null for the table's end.</param>
internal sealed class ChunkBounds(SessionPair pair, TableShape table, IReadOnlyList<string>? end)
{
    // Between numbers that lie further apart, those that lie close together could make a chunk of any size.
    private const int MostSparse = 16;

    // Below it another session is not worth while.
    private const int LeastPart = 50_000;

    private readonly TableSql _sql = new(table);

    // Numbers from one row to the next, on an average of the last chunk.
    private BigInteger _step = BigInteger.One;
    private BigInteger _span;
    private BigInteger? _last;

    /// <summary>What is behind a key, in so many parts at most; in one where the key is no number.</summary>
    public async Task<IReadOnlyList<KeyRange>> PartsAsync(IReadOnlyList<string> after, int parts, CancellationToken cancellationToken)
    {
        if (table.Key is not [{ IsInteger: true }] || await ReadAsync(after, cancellationToken).ConfigureAwait(false) is not var (first, last))
            return [new KeyRange(after, end)];
        var count = (int)BigInteger.Min(parts, (last - first) / LeastPart);
        var ends = Enumerable.Range(1, Math.Max(0, count - 1)).Select(EndOf).ToList();
        return [.. ends.Prepend(after).Zip(ends.Append(end), (from, to) => new KeyRange(from, to))];

        IReadOnlyList<string> EndOf(int part) => [(first + ((last - first) * part / count)).ToString(CultureInfo.InvariantCulture)];
    }

    /// <summary>The last key of the next rows, about as many as asked for; null when the part ends before.</summary>
    public async Task<IReadOnlyList<string>?> NextAsync(IReadOnlyList<string> after, int rows, CancellationToken cancellationToken)
    {
        if (table.Key is not [{ IsInteger: true }] || _step > MostSparse)
            return await FindLastKeyAsync(after, rows, cancellationToken).ConfigureAwait(false);

        var start = BigInteger.Parse(after[0], CultureInfo.InvariantCulture);
        // At a gap, a look at the next key saves going through it.
        if (_last is null || _step > 1)
        {
            if (await ReadAsync(after, cancellationToken).ConfigureAwait(false) is not var (first, last))
                return null;
            _last = last;
            start = BigInteger.Max(start, first - 1);
        }

        _span = rows * _step;
        return start + _span >= _last ? null : [(start + _span).ToString(CultureInfo.InvariantCulture)];
    }

    /// <summary>How many rows there were.</summary>
    public void Note(long rows) => _step = BigInteger.Max(1, _span / BigInteger.Max(1, rows));

    public async Task<IReadOnlyList<string>> LastKeyAsync(IReadOnlyList<string>? after, int rows, CancellationToken cancellationToken) =>
        (await FindLastKeyAsync(after, rows, cancellationToken).ConfigureAwait(false))!;

    /// <summary>The first and the last number behind a key, if there are any.</summary>
    private async Task<(BigInteger First, BigInteger Last)?> ReadAsync(IReadOnlyList<string> after, CancellationToken cancellationToken)
    {
        var bounds = (await pair.OnSourceAsync(_sql.Bounds(new KeyRange(after, end)), cancellationToken).ConfigureAwait(false))[0];
        return bounds["k0"] is { } first ? (BigInteger.Parse(first, CultureInfo.InvariantCulture), BigInteger.Parse(bounds["m"]!, CultureInfo.InvariantCulture)) : null;
    }

    private async Task<IReadOnlyList<string>?> FindLastKeyAsync(IReadOnlyList<string>? after, int rows, CancellationToken cancellationToken)
    {
        var found = await pair.OnSourceAsync(_sql.LastKey(new KeyRange(after, end), rows), cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : RowDifferences.KeyOf(table, found[0]);
    }
}
