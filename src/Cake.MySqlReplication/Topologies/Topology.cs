using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Topologies;

/// <summary>A plan that is carried out: what was asked, on which ports, with which passwords. Kept in the state file.</summary>
internal sealed record Topology
{
    /// <summary>Changes whenever an older version of this tool could not make sense of the record.</summary>
    public const int CurrentFormat = 5;

    public int Format { get; init; } = CurrentFormat;

    public required TopologyPaths Paths { get; init; }

    /// <summary>Whether the base folder's .gitignore was written here.</summary>
    public bool WroteIgnoreFile { get; init; }

    /// <summary>
    /// What was asked, with nothing filled in but the engine, to notice when something else is asked later. A later
    /// process uses the same engine.
    /// </summary>
    public required ReplicationSettings Asked { get; init; }

    public required Positioning Positioning { get; init; }

    public required Secret RootPassword { get; init; }

    /// <summary>The password that an image initialises with. It needs no quoting, and differs from root's where that does.</summary>
    public required Secret InitialPassword { get; init; }

    public required Secret ReplicationPassword { get; init; }

    public required IReadOnlyList<ServerSpec> Servers { get; init; }

    /// <summary>Who replicates from whom.</summary>
    public required IReadOnlyList<ReplicationLink> Links { get; init; }

    /// <summary>A change of the source that is under way; null where there is none.</summary>
    public Promotion? Promotion { get; init; }

    public string Name => Asked.Name;

    /// <summary>Whether the servers that it was started with share one network.</summary>
    public bool SharesNetwork => Servers.Any(server => server.SharedPort is not null);

    /// <summary>The address to connect to. A server that listens on all of them is reached on the loopback one, too.</summary>
    public string LocalAddress => Asked.PublishAddress == "0.0.0.0" ? "127.0.0.1" : Asked.PublishAddress;

    public ServerSpec Source => Servers.First(server => server.Role == ServerRole.Source);

    public IEnumerable<ServerSpec> Sources => Servers.Where(server => server.Role == ServerRole.Source);

    public IEnumerable<ServerSpec> Replicas => Servers.Where(server => server.Role == ServerRole.Replica);

    public IReadOnlyList<ServerSpec> SourcesFirst => [.. Sources, .. Replicas];

    /// <summary>Without the links of those that do not follow their source at the moment: <see cref="ServerSpec.MustRejoin"/>.</summary>
    public Topology WithoutOutsiders() => this with { Links = [.. Links.Where(link => !Server(link.Replica).MustRejoin)] };

    public Topology With(ServerSpec server) =>
        this with { Servers = [.. Servers.Select(existing => existing.Name == server.Name ? server : existing)] };

    /// <summary>The sources of a replica.</summary>
    public IEnumerable<ReplicationLink> LinksOf(string replica) => Links.Where(link => link.Replica == replica);

    /// <summary>The replicas of a source.</summary>
    public IEnumerable<ReplicationLink> LinksFrom(string source) => Links.Where(link => link.Source == source);

    /// <summary>How long a server may take to have what was written on the servers that it follows: those before it hold back, too.</summary>
    public TimeSpan SyncTimeoutOf(string server) => Asked.SyncTimeout + DelayOf(server, []);

    /// <summary>The same for the server that takes longest.</summary>
    public TimeSpan LongestSyncTimeout() => Servers.Max(server => SyncTimeoutOf(server.Name));

    public ServerSpec Server(string name) => Servers.Single(server => server.Name == name);

    private TimeSpan DelayOf(string server, HashSet<string> passed) => LinksOf(server)
        .Where(link => !passed.Contains(link.Source))
        .Select(link => Asked.For(server).Delay + DelayOf(link.Source, [.. passed, server]))
        .DefaultIfEmpty()
        .Max();
}
