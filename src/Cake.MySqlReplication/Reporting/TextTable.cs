namespace Cake.MySqlReplication.Reporting;

/// <summary>Rows as lines with columns of one width each.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    /// <param name="rows">The rows, the header first, all with as many cells.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Count).Select(column => rows.Max(row => row[column].Length)).ToList();
        return rows.Select(row => string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
