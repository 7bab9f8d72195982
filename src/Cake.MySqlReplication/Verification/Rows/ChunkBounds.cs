using System.Globalization;
using System.Numerics;

namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>Where the chunks of a table's rows end: reckoned for whole numbers, looked up for other keys.</summary>
internal sealed class ChunkBounds(SessionPair pair, TableShape table)
{
    // Between numbers that lie further apart, those that lie close together could make a chunk of any size.
    private const int MostSparse = 16;

    private readonly TableSql _sql = new(table);

    // Numbers from one row to the next, on an average of the last chunk.
    private BigInteger _step = BigInteger.One;
    private BigInteger _span;
    private BigInteger? _last;

    /// <summary>The last key of the next rows, about as many as asked for; null when the table ends before.</summary>
    public async Task<IReadOnlyList<string>?> NextAsync(IReadOnlyList<string> after, int rows, CancellationToken cancellationToken)
    {
        if (table.Key is not [{ IsInteger: true }] || _step > MostSparse)
            return await FindLastKeyAsync(after, rows, cancellationToken).ConfigureAwait(false);

        var start = BigInteger.Parse(after[0], CultureInfo.InvariantCulture);
        // At a gap, a look at the next key saves going through it.
        if (_last is null || _step > 1)
        {
            var bounds = (await pair.OnSourceAsync(_sql.Bounds(after), cancellationToken).ConfigureAwait(false))[0];
            if (bounds["k0"] is null)
                return null;
            _last = BigInteger.Parse(bounds["m"]!, CultureInfo.InvariantCulture);
            start = BigInteger.Max(start, BigInteger.Parse(bounds["k0"]!, CultureInfo.InvariantCulture) - 1);
        }

        _span = rows * _step;
        return start + _span >= _last ? null : [(start + _span).ToString(CultureInfo.InvariantCulture)];
    }

    /// <summary>How many rows there were.</summary>
    public void Note(long rows) => _step = BigInteger.Max(1, _span / BigInteger.Max(1, rows));

    public async Task<IReadOnlyList<string>> LastKeyAsync(IReadOnlyList<string>? after, int rows, CancellationToken cancellationToken) =>
        (await FindLastKeyAsync(after, rows, cancellationToken).ConfigureAwait(false))!;

    private async Task<IReadOnlyList<string>?> FindLastKeyAsync(IReadOnlyList<string>? after, int rows, CancellationToken cancellationToken)
    {
        var found = await pair.OnSourceAsync(_sql.LastKey(new KeyRange(after, null), rows), cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : RowDifferences.KeyOf(table, found[0]);
    }
}
