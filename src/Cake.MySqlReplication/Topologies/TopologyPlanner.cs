using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Topologies;

/// <summary>From what is asked to a plan: names, server ids, ports, passwords.</summary>
internal static class TopologyPlanner
{
    // For two servers, a network each is cheaper than a further container whose network both share.
    private const int FewestThatShare = 3;

    /// <param name="settings">What is asked; already valid.</param>
    /// <param name="paths">Where the topology will live.</param>
    /// <param name="programOf">The version of what a server runs, and where it comes from in words.</param>
    /// <param name="isFree">Whether a port can be listened on.</param>
    public static Topology Plan(ReplicationSettings settings, TopologyPaths paths, Func<string, (ServerVersion Version, string Origin)> programOf, Func<int, bool> isFree)
    {
        var root = settings.RootPassword ?? Secret.Generate();
        var servers = Servers(settings, programOf, isFree);
        return new Topology
        {
            Paths = paths,
            Asked = settings,
            Positioning = settings.Positioning == Positioning.Auto ? Positioning.Gtid : settings.Positioning,
            RootPassword = root,
            InitialPassword = root.Reveal().All(char.IsAsciiLetterOrDigit) ? root : Secret.Generate(),
            ReplicationPassword = settings.ReplicationPassword ?? Secret.Generate(),
            Servers = servers,
            Links = Links(settings),
        };
    }

    /// <summary>The next port after <paramref name="port"/> that is free and not planned for another server.</summary>
    public static int NextPort(Topology topology, int port, Func<int, bool> isFree) =>
        Next(port + 1, [.. topology.Servers.Select(server => server.Port)], isFree);

    private static List<ServerSpec> Servers(
        ReplicationSettings settings, Func<string, (ServerVersion Version, string Origin)> programOf, Func<int, bool> isFree)
    {
        int[] asked = [settings.SourcePort ?? 0, .. Enumerable.Repeat(0, settings.SourceCount - 1), .. settings.ReplicaPorts];
        var taken = asked.ToHashSet();
        var servers = new List<ServerSpec>();
        var port = 0;
        string[] names = [.. ServerNames.All(settings)];
        var shares = names.Length >= FewestThatShare && !settings.ServerOptions.Any(OpensAnotherPort);

        foreach (var (index, name) in names.Index())
        {
            var isFixed = index < asked.Length && asked[index] != 0;
            var role = index < settings.SourceCount ? ServerRole.Source : ServerRole.Replica;
            if (!isFixed)
                port = Next(Math.Max(port + 1, role == ServerRole.Source ? settings.FirstPort : settings.FirstPort + 1), taken, isFree);
            var (version, origin) = programOf(name);
            var chosen = isFixed ? asked[index] : port;
            servers.Add(new ServerSpec(name, role, index + 1, chosen, isFixed) { SharedPort = shares ? chosen : null, Version = version, Origin = origin });
        }

        return servers;
    }

    private static IReadOnlyList<ReplicationLink> Links(ReplicationSettings settings)
    {
        string[] sources = [.. ServerNames.Sources(settings)];
        string[] replicas = [.. ServerNames.Replicas(settings)];
        return settings.Topology switch
        {
            TopologyShape.Chain => [.. replicas.Select((replica, index) => new ReplicationLink(replica, index == 0 ? sources[0] : replicas[index - 1]))],
            TopologyShape.SourceSource => [.. sources.Select((source, index) => new ReplicationLink(source, sources[(index + sources.Length - 1) % sources.Length]))],
            TopologyShape.FanIn => [.. replicas.SelectMany(_ => sources, (replica, source) => new ReplicationLink(replica, source, Channel: source))],
            _ => [.. replicas.Select(replica => new ReplicationLink(replica, sources[0]))],
        };
    }

    /// <summary>Whether an option has a server listen on one more port, which it cannot where others are to do so, too.</summary>
    private static bool OpensAnotherPort(ServerOption option)
    {
        var name = option.Name.Replace('-', '_').ToLowerInvariant();
        return Array.Exists(["mysqlx", "admin_", "extra_port"], part => name.Contains(part, StringComparison.Ordinal));
    }

    private static int Next(int port, HashSet<int> taken, Func<int, bool> isFree)
    {
        for (; port <= 65535; port++)
        {
            if (!taken.Contains(port) && isFree(port))
                return port;
        }

        throw new MySqlReplicationException(
            "No port up to 65535 is free. Stop what holds them, choose a lower --first-port, or name ports with --source-port and --replica-ports.");
    }
}
