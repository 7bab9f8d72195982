namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>Servers around the edge of a rectangle, clockwise, so that the last one is beside the first.</summary>
internal static class RingLayout
{
    public static List<PlacedServer> Place(IReadOnlyList<string> ring)
    {
        var columns = Math.Clamp((ring.Count + 1) / 2, 2, TopologyLayout.MostColumns);
        var rows = ring.Count <= 2 ? 1 : 2;
        while (rows > 1 && (2 * columns) + (2 * rows) - 4 < ring.Count)
            rows++;
        return [.. ring.Zip(Edge(columns, rows), (name, cell) => TopologyLayout.Cell(name, cell.Column, cell.Row))];
    }

    private static IEnumerable<(int Column, int Row)> Edge(int columns, int rows)
    {
        for (var column = 0; column < columns; column++)
            yield return (column, 0);
        for (var row = 1; row < rows; row++)
            yield return (columns - 1, row);
        for (var column = columns - 2; rows > 1 && column >= 0; column--)
            yield return (column, rows - 1);
        for (var row = rows - 2; row > 0; row--)
            yield return (0, row);
    }
}
