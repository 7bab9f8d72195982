namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>What comparing all tables came to.</summary>
/// <param name="Tables">How many were compared.</param>
/// <param name="Rows">How many rows they have on the source.</param>
/// <param name="Differences">What differs, table by table.</param>
/// <param name="Unsettled">Tables that were redefined each time that they were compared.</param>
internal sealed record DataResult(int Tables, long Rows, IReadOnlyList<ContentDifference> Differences, IReadOnlyList<TableShape> Unsettled);
