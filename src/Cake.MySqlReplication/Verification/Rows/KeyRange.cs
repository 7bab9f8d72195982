namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>A part of a table: the rows whose keys are behind one key and not behind another.</summary>
/// <param name="After">The key before the first row, as <see cref="TableColumn.KeyText"/> gives it; null for the table's beginning.</param>
/// <param name="UpTo">The key of the last row; null for the table's end.</param>
internal sealed record KeyRange(IReadOnlyList<string>? After, IReadOnlyList<string>? UpTo)
{
    public static KeyRange All { get; } = new(null, null);

    /// <summary>The range for people: <c>id after 2000 and up to 3000</c>.</summary>
    public string Describe(IReadOnlyList<TableColumn> key)
    {
        if (key.Count == 0)
            return "all rows";
        var name = key.Count == 1 ? key[0].Name : $"({string.Join(", ", key.Select(column => column.Name))})";
        var parts = new[] { After is null ? null : "after " + Show(key, After), UpTo is null ? null : "up to " + Show(key, UpTo) }.OfType<string>().ToList();
        return parts.Count == 0 ? $"any {name}" : $"{name} {string.Join(" and ", parts)}";
    }

    /// <summary>A key for people.</summary>
    public static string Show(IReadOnlyList<TableColumn> key, IReadOnlyList<string> values)
    {
        var shown = string.Join(", ", key.Zip(values, (column, value) => column.Show(value)));
        return key.Count == 1 ? shown : $"({shown})";
    }
}
