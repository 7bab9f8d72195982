namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>
/// Finds a place for each server. A ring goes round, a chain winds from row to row, and all else stands in layers, each server below
/// what it follows; a layer of many has several rows.
/// </summary>
internal static class TopologyLayout
{
    public const double Margin = 32;
    public const double ColumnGap = 56;
    public const double RowGap = 40;

    /// <summary>More would be wider than a page.</summary>
    public const int MostColumns = 4;

    /// <param name="servers">Names, sources first.</param>
    /// <param name="links">Who follows whom.</param>
    public static PlacedTopology Place(IReadOnlyList<string> servers, IReadOnlyList<(string Replica, string Source)> links)
    {
        if (servers.Count == 0)
            return new PlacedTopology(0, 0, [], []);
        var known = links.Index().Where(link => servers.Contains(link.Item.Replica) && servers.Contains(link.Item.Source)).ToList();
        var path = FollowOn(servers, [.. known.Select(link => link.Item)]);
        IReadOnlyList<PlacedServer> placed;
        Func<(string Replica, string Source), IReadOnlyList<Point>> way;
        if (path is null)
        {
            var layers = new LayeredLayout(servers, [.. known.Select(link => link.Item)]);
            (placed, way) = (layers.Place(), layers.WayOf);
        }
        else
        {
            placed = known.Count == servers.Count ? RingLayout.Place(path) : Snake(path);
            way = link => Straight(Of(link.Source), Of(link.Replica), known.Any(other => other.Item == (link.Source, link.Replica)));
        }

        return new PlacedTopology(
            placed.Max(server => server.Right) + Margin, placed.Max(server => server.Bottom) + Margin, placed, [.. known.Select(link => new PlacedLink(link.Index, way(link.Item)))]);

        PlacedServer Of(string name) => placed.First(server => server.Name == name);
    }

    /// <summary>The box in a column and a row.</summary>
    public static PlacedServer Cell(string name, int column, int row) =>
        new(name, Margin + (column * (PlacedServer.Width + ColumnGap)), Margin + (row * (PlacedServer.Height + RowGap)));

    /// <summary>The servers in the order in which each follows the one before, when nobody has several sources or replicas; else null.</summary>
    private static List<string>? FollowOn(IReadOnlyList<string> servers, IReadOnlyList<(string Replica, string Source)> links)
    {
        if (links.GroupBy(link => link.Source).Any(group => group.Count() > 1) || links.GroupBy(link => link.Replica).Any(group => group.Count() > 1))
            return null;
        var path = new List<string> { servers.FirstOrDefault(server => links.All(link => link.Replica != server)) ?? servers[0] };
        while (links.FirstOrDefault(link => link.Source == path[^1]).Replica is { } next && !path.Contains(next))
            path.Add(next);
        return path.Count == servers.Count ? path : null;
    }

    /// <summary>There and back again, row by row.</summary>
    private static List<PlacedServer> Snake(List<string> path) =>
        [.. path.Select((name, index) => Cell(name, index / MostColumns % 2 == 0 ? index % MostColumns : MostColumns - 1 - (index % MostColumns), index / MostColumns))];

    /// <summary>From side to side of neighbours; two that follow each other have a way each.</summary>
    private static IReadOnlyList<Point> Straight(PlacedServer from, PlacedServer to, bool isMutual)
    {
        var apart = isMutual ? (from.X < to.X ? -16 : 16) : 0;
        if (from.Y == to.Y)
        {
            return from.X < to.X
                ? [new(from.Right, from.Center.Y + apart), new(to.X, to.Center.Y + apart)]
                : [new(from.X, from.Center.Y + apart), new(to.Right, to.Center.Y + apart)];
        }

        if (from.X == to.X)
        {
            return from.Y < to.Y
                ? [new(from.Center.X, from.Bottom), new(to.Center.X, to.Y)]
                : [new(from.Center.X, from.Y), new(to.Center.X, to.Bottom)];
        }

        return [new(from.X < to.X ? from.Right : from.X, from.Center.Y), new(to.Center.X, from.Center.Y), new(to.Center.X, from.Y < to.Y ? to.Y : to.Bottom)];
    }
}
