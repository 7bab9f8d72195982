namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>A table of which several sessions compare a part each.</summary>
/// <param name="beginning">What comparing its first rows came to.</param>
/// <param name="ranges">The parts.</param>
internal sealed class TableParts(TableResult beginning, IReadOnlyList<KeyRange> ranges)
{
    private readonly TableResult?[] _results = new TableResult?[ranges.Count];
    private readonly Lock _lock = new();
    private volatile bool _isRedefined;

    public TableShape Table => beginning.Table;

    public IReadOnlyList<KeyRange> Ranges => ranges;

    public bool IsRedefined => _isRedefined;

    /// <returns>What comparing the table came to, when this was the last part.</returns>
    public TableResult? Add(int part, TableResult result)
    {
        lock (_lock)
        {
            _results[part] = result;
            return Array.TrueForAll(_results, one => one is not null) ? _results.Aggregate(beginning, (whole, one) => whole.And(one!)) : null;
        }
    }

    /// <returns>True for the first part that meets it.</returns>
    public bool TryMarkRedefined()
    {
        lock (_lock)
            return !_isRedefined && (_isRedefined = true);
    }
}
