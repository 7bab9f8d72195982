using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Topologies;

/// <summary>From what is asked to a plan: names, server ids, ports, passwords.</summary>
internal static class TopologyPlanner
{
    private const int FirstPort = 3307;

    /// <param name="settings">What is asked; already valid.</param>
    /// <param name="paths">Where the topology will live.</param>
    /// <param name="version">The version of the server that will run.</param>
    /// <param name="origin">Where it comes from, in words.</param>
    /// <param name="isFree">Whether a port can be listened on.</param>
    public static Topology Plan(ReplicationSettings settings, TopologyPaths paths, ServerVersion version, string origin, Func<int, bool> isFree)
    {
        var root = settings.RootPassword ?? Secret.Generate();
        var servers = Servers(settings, version, origin, isFree);
        return new Topology
        {
            Paths = paths,
            Asked = settings,
            Positioning = settings.Positioning == Positioning.Auto ? Positioning.Gtid : settings.Positioning,
            RootPassword = root,
            InitialPassword = root.Reveal().All(char.IsAsciiLetterOrDigit) ? root : Secret.Generate(),
            ReplicationPassword = settings.ReplicationPassword ?? Secret.Generate(),
            Servers = servers,
            Links = [.. servers.Skip(1).Select(replica => new ReplicationLink(replica.Name, servers[0].Name))],
        };
    }

    /// <summary>The next port after <paramref name="port"/> that is free and not planned for another server.</summary>
    public static int NextPort(Topology topology, int port, Func<int, bool> isFree) =>
        Next(port + 1, [.. topology.Servers.Select(server => server.Port)], isFree);

    private static List<ServerSpec> Servers(ReplicationSettings settings, ServerVersion version, string origin, Func<int, bool> isFree)
    {
        var asked = settings.ReplicaPorts.Prepend(settings.SourcePort ?? 0).ToArray();
        var taken = asked.ToHashSet();
        var servers = new List<ServerSpec>();
        var port = FirstPort - 1;

        foreach (var (index, name) in ServerNames.All(settings.Replicas).Index())
        {
            var isFixed = index < asked.Length && asked[index] != 0;
            if (!isFixed)
                port = Next(port + 1, taken, isFree);
            var role = index == 0 ? ServerRole.Source : ServerRole.Replica;
            servers.Add(new ServerSpec(name, role, index + 1, isFixed ? asked[index] : port, isFixed) { Version = version, Origin = origin });
        }

        return servers;
    }

    private static int Next(int port, HashSet<int> taken, Func<int, bool> isFree)
    {
        for (; port <= 65535; port++)
        {
            if (!taken.Contains(port) && isFree(port))
                return port;
        }

        throw new MySqlReplicationException(
            $"No port from {FirstPort} to 65535 is free. Stop what holds them, or name ports with --source-port and --replica-ports.");
    }
}
