namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>Servers in layers, each below what it follows. Ways between layers run beside the boxes, never behind one.</summary>
internal sealed class LayeredLayout
{
    private const double LayerGap = 76;
    private const double LaneGap = 10;
    private const double EntryGap = 18;
    private const double Beside = 16;

    /// <summary>Beyond this number, ways of different sources share a lane: all of them go to the same replicas then.</summary>
    private const int MostLanes = 5;

    private readonly IReadOnlyList<(string Replica, string Source)> _links;
    private readonly List<List<string>> _layers = [];
    private readonly Dictionary<string, PlacedServer> _placed = [];
    private readonly Dictionary<string, int> _layerOf = [];

    public LayeredLayout(IReadOnlyList<string> servers, IReadOnlyList<(string Replica, string Source)> links)
    {
        _links = links;
        List<string> layer = [.. servers.Where(server => links.All(link => link.Replica != server))];
        if (layer.Count == 0)
            layer = [servers[0]];
        while (layer.Count > 0)
        {
            foreach (var server in layer)
                _layerOf[server] = _layers.Count;
            _layers.Add(layer);
            layer = [.. servers.Where(server => !_layerOf.ContainsKey(server) && links.Any(link => link.Replica == server && _layerOf.ContainsKey(link.Source)))];
            // What hangs on none of these is a part of its own, such as a ring.
            if (layer.Count == 0 && servers.FirstOrDefault(server => !_layerOf.ContainsKey(server)) is { } other)
                layer = [other];
        }
    }

    public IReadOnlyList<PlacedServer> Place()
    {
        var columns = _layers.Max(ColumnsOf);
        var top = TopologyLayout.Margin;
        foreach (var layer in _layers)
        {
            var inRow = ColumnsOf(layer);
            var left = (columns - inRow) * (PlacedServer.Width + TopologyLayout.ColumnGap) / 2;
            foreach (var (index, name) in layer.Index())
            {
                var cell = TopologyLayout.Cell(name, index % inRow, index / inRow);
                _placed[name] = cell with { X = cell.X + left, Y = cell.Y - TopologyLayout.Margin + top };
            }

            top = _placed[layer[^1]].Bottom + LayerGap;
        }

        return [.. _placed.Values];
    }

    public IReadOnlyList<Point> WayOf((string Replica, string Source) link)
    {
        var (from, to) = (_placed[link.Source], _placed[link.Replica]);
        if (_layerOf[link.Replica] <= _layerOf[link.Source])
            return Around(from, to);

        var lane = _layers[_layerOf[link.Source]].Max(name => _placed[name].Bottom) + (LayerGap / 2) + LaneOf(link.Source);
        List<Point> points = HasRows(link.Source)
            ? [new(from.Right, from.Center.Y), new(from.Right + Beside, from.Center.Y), new(from.Right + Beside, lane)]
            : [new(from.Center.X, from.Bottom), new(from.Center.X, lane)];
        if (HasRows(link.Replica))
            points.AddRange([new(to.X - Beside, lane), new(to.X - Beside, to.Center.Y), new(to.X, to.Center.Y)]);
        else
            points.AddRange([new(to.Center.X + EntryOf(link), lane), new(to.Center.X + EntryOf(link), to.Y)]);
        return points;
    }

    /// <summary>Rows of equal length, as few as there can be.</summary>
    private static int ColumnsOf(List<string> layer)
    {
        var rows = (layer.Count + TopologyLayout.MostColumns - 1) / TopologyLayout.MostColumns;
        return (layer.Count + rows - 1) / rows;
    }

    /// <summary>To a server above or beside: out at the right and in at the right.</summary>
    private static Point[] Around(PlacedServer from, PlacedServer to)
    {
        var x = Math.Max(from.Right, to.Right) + Beside;
        return [new(from.Right, from.Center.Y + Beside), new(x, from.Center.Y + Beside), new(x, to.Center.Y - Beside), new(to.Right, to.Center.Y - Beside)];
    }

    private bool HasRows(string server) => _layers[_layerOf[server]].Count > TopologyLayout.MostColumns;

    private double LaneOf(string source) =>
        Spread([.. _layers[_layerOf[source]].Where(name => _links.Any(link => link.Source == name))], source, LaneGap);

    private double EntryOf((string Replica, string Source) link) =>
        Spread([.. _links.Where(other => other.Replica == link.Replica).Select(other => other.Source)], link.Source, EntryGap);

    private static double Spread(List<string> all, string one, double gap) =>
        all.Count > MostLanes ? 0 : (all.IndexOf(one) - ((all.Count - 1) / 2.0)) * gap;
}
