using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Topologies;

/// <summary>Plans one more replica of a topology that runs.</summary>
internal static class NewReplica
{
    private const int Most = 99;

    /// <summary>The first name and the first server id that are free, and the next free port. It follows the source; in a chain, its last server.</summary>
    public static Topology AddTo(Topology topology, Func<int, bool> isFree)
    {
        if (topology.Sources.Count() > 1)
        {
            var more = topology.Asked.Topology == TopologyShape.SourceSource
                ? $"--sources={topology.Sources.Count() + 1}"
                : $"--replicas={topology.Replicas.Count() + 1}";
            throw new MySqlReplicationException(
                $"{topology.Name} has several sources ({string.Join(", ", topology.Sources.Select(source => source.Name))}), and a copy of one of them is not enough " +
                $"to join it. Nothing was changed. Run --target=Teardown, and start afresh with {more}.");
        }

        var followed = topology.Asked.Topology == TopologyShape.Chain ? Flow.End(topology) : topology.Source;
        var name = Enumerable.Range(1, Most).Select(ServerNames.Replica).FirstOrDefault(name => topology.Servers.All(server => server.Name != name))
            ?? throw new MySqlReplicationException($"{topology.Name} has {Most} replicas; there is no name for another one.");
        var id = Enumerable.Range(1, topology.Servers.Count + 1).First(id => topology.Servers.All(server => server.ServerId != id));
        var port = TopologyPlanner.NextPort(topology, topology.Servers.Max(server => server.Port), isFree);
        var replica = new ServerSpec(name, ServerRole.Replica, id, port, PortIsFixed: false)
        {
            IsOutsideSharedNetwork = topology.SharesNetwork || topology.Servers.Any(server => server.IsOutsideSharedNetwork),
            Version = followed.Version,
            Origin = followed.Origin,
        };
        return topology with
        {
            Servers = [.. topology.Servers, replica],
            Links = [.. topology.Links, new ReplicationLink(name, followed.Name)],
        };
    }
}
