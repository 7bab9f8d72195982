namespace Cake.MySqlReplication.Reporting;

/// <summary>Rows as lines with columns of one width each.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    /// <param name="rows">The rows, the header first, all with as many cells.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = new int[rows[0].Count];
        foreach (var row in rows)
        {
            for (var column = 0; column < widths.Length; column++)
                widths[column] = Math.Max(widths[column], row[column].Length);
        }

        return rows.Select(row => string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
