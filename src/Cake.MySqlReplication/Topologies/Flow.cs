namespace Cake.MySqlReplication.Topologies;

/// <summary>Which way changes go through a topology.</summary>
internal static class Flow
{
    /// <summary>The servers that get what is written on one, the nearest first; in a ring, it is the last of them itself.</summary>
    public static IReadOnlyList<string> Behind(Topology topology, string server)
    {
        var reached = new List<string>();
        var open = new Queue<string>([server]);
        while (open.TryDequeue(out var next))
        {
            foreach (var link in topology.LinksFrom(next).Where(link => !reached.Contains(link.Replica)))
            {
                reached.Add(link.Replica);
                open.Enqueue(link.Replica);
            }
        }

        return reached;
    }

    /// <summary>All links, those that are nearer to a source before those behind them.</summary>
    public static IReadOnlyList<ReplicationLink> Downwards(Topology topology)
    {
        var order = topology.Sources.Select(source => source.Name).ToList();
        foreach (var source in topology.Sources)
            order.AddRange(Behind(topology, source.Name).Where(name => !order.Contains(name)));
        return [.. topology.Links.OrderBy(link => order.IndexOf(link.Replica))];
    }

    /// <summary>The last server of a chain; a source that nobody follows is one, too.</summary>
    public static ServerSpec End(Topology topology) =>
        topology.Server(Behind(topology, topology.Source.Name).LastOrDefault(name => !topology.LinksFrom(name).Any()) ?? topology.Source.Name);
}
