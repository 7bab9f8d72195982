using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines;

/// <summary>Where servers run. Knows nothing of replication.</summary>
internal interface IServerEngine
{
    /// <summary>The server that the settings of a new topology ask for; fetches what is missing.</summary>
    Task<ServerIdentity> IdentifyAsync(ReplicationSettings settings, CancellationToken cancellationToken);

    /// <summary>The servers that are there, running or not, by name.</summary>
    Task<IReadOnlyDictionary<string, ServerPresence>> FindAsync(TopologyId id, CancellationToken cancellationToken);

    /// <summary>Makes what servers of a topology share. Does nothing where it is there.</summary>
    /// <exception cref="PortTakenException">Somebody else listens on the port of a server.</exception>
    Task PrepareAsync(Topology topology, CancellationToken cancellationToken);

    /// <summary>Starts a server on its data directory, which is initialised when it is empty.</summary>
    /// <exception cref="PortTakenException">Somebody else listens on the server's port.</exception>
    /// <exception cref="ServerFailedException">The server ended before it could be left to itself.</exception>
    Task LaunchAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken);

    /// <summary>Whether the server has its port, so that whoever answers there is this server and nobody else.</summary>
    Task<bool> HoldsPortAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken);

    /// <summary>Waits until a server ends, and says how it ended.</summary>
    /// <param name="topology">The topology.</param>
    /// <param name="server">The server.</param>
    /// <param name="isExpected">Whether it has ended, as far as is known; else looking may begin after a while where it costs much.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PortTakenException">It ended because somebody else listens on its port.</exception>
    Task<string> WaitForExitAsync(Topology topology, ServerSpec server, bool isExpected, CancellationToken cancellationToken);

    /// <summary>The last lines of a server's error log, at most so many, oldest first.</summary>
    Task<IReadOnlyList<string>> ReadLogAsync(Topology topology, ServerSpec server, int lines, CancellationToken cancellationToken);

    /// <summary>Ends a server and removes it; its data directory stays. Does nothing where there is none.</summary>
    Task RemoveAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken);

    /// <summary>Deletes what a removed server has outside the base folder. Does nothing where there is nothing.</summary>
    Task DeletePrivateFilesAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken);

    /// <summary>Ends and removes all servers of a topology and what they share.</summary>
    /// <param name="id">The topology.</param>
    /// <param name="isKnown">Whether it was started, as far as is recorded. If not, an engine that is away is no error.</param>
    /// <param name="whenEnded">What is to be done as soon as no server runs any more, while the rest is removed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task RemoveAllAsync(TopologyId id, bool isKnown, Func<Task> whenEnded, CancellationToken cancellationToken);

    /// <summary>The base folder of another topology that has the same name and runs here; null where there is none.</summary>
    Task<string?> FindNamesakeAsync(TopologyId id, CancellationToken cancellationToken);

    /// <summary>Deletes folders whose files belong to the account that the servers run under, and not to this one.</summary>
    Task DeleteFoldersAsync(
        TopologyPaths paths, IReadOnlyList<string> folders, ReplicationSettings settings, CancellationToken cancellationToken);

    /// <summary>Where other servers of the topology reach this one.</summary>
    (string Host, int Port) InternalAddress(Topology topology, ServerSpec server);

    /// <summary>Told that a server answers: deletes what only its start needed. Does nothing where there is nothing.</summary>
    Task SettleAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken);

    /// <summary>Removes what is kept for later starts, as far as it is beyond the limits and nobody uses it just now.</summary>
    /// <returns>What was removed.</returns>
    Task<IReadOnlyList<RemovedCacheItem>> CleanCacheAsync(CacheLimits limits, CancellationToken cancellationToken);
}
