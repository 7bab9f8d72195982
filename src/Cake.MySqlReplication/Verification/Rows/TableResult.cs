namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>What comparing a table came to.</summary>
/// <param name="Table">The table.</param>
/// <param name="Rows">Its number of rows on the source.</param>
/// <param name="Differing">The first ranges whose checksums differ.</param>
/// <param name="DifferingRanges">How many ranges differ.</param>
internal sealed record TableResult(TableShape Table, long Rows, IReadOnlyList<KeyRange> Differing, int DifferingRanges);
