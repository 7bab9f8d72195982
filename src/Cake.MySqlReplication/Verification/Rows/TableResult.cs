namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>What comparing a table, or a part of it, came to.</summary>
/// <param name="Table">The table.</param>
/// <param name="Rows">The number of rows on the source.</param>
/// <param name="Differing">The first ranges whose checksums differ.</param>
/// <param name="DifferingRanges">How many ranges differ.</param>
internal sealed record TableResult(TableShape Table, long Rows, IReadOnlyList<KeyRange> Differing, int DifferingRanges)
{
    /// <summary>Differing ranges that are looked into.</summary>
    public const int MostRanges = 3;

    /// <summary>This, and what comparing the next part came to.</summary>
    public TableResult And(TableResult next) =>
        new(Table, Rows + next.Rows, [.. Differing.Concat(next.Differing).Take(MostRanges)], DifferingRanges + next.DifferingRanges);
}
