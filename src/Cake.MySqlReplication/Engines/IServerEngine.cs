using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines;

/// <summary>Where servers run. Knows nothing of replication.</summary>
internal interface IServerEngine
{
    /// <summary>Family and version of what an image runs; fetches the image where it is missing.</summary>
    Task<ServerVersion> IdentifyAsync(string image, CancellationToken cancellationToken);

    /// <summary>The servers that are there, running or not, by name.</summary>
    Task<IReadOnlyDictionary<string, ServerPresence>> FindAsync(TopologyId id, CancellationToken cancellationToken);

    /// <summary>Makes what all servers of a topology share. Does nothing where it is there.</summary>
    Task PrepareAsync(Topology topology, CancellationToken cancellationToken);

    /// <summary>Starts a server on its data directory, which the server initialises when it is empty.</summary>
    /// <exception cref="PortTakenException">Somebody else listens on the server's port.</exception>
    Task LaunchAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken);

    /// <summary>How a server ended, or null while it runs.</summary>
    Task<string?> FindExitAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken);

    /// <summary>The last lines of a server's error log, oldest first.</summary>
    Task<IReadOnlyList<string>> ReadLogAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken);

    /// <summary>Ends a server at once and removes it; its data directory stays. Does nothing where there is none.</summary>
    Task RemoveAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken);

    /// <summary>Ends and removes all servers of a topology and what they share.</summary>
    /// <param name="id">The topology.</param>
    /// <param name="isKnown">Whether it was started, as far as is recorded. If not, an engine that is away is no error.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task RemoveAllAsync(TopologyId id, bool isKnown, CancellationToken cancellationToken);

    /// <summary>Deletes folders whose files may belong to the account that the servers run under.</summary>
    Task DeleteFoldersAsync(TopologyPaths paths, IReadOnlyList<string> folders, string image, CancellationToken cancellationToken);

    /// <summary>Where other servers of the topology reach this one.</summary>
    (string Host, int Port) InternalAddress(Topology topology, ServerSpec server);
}
