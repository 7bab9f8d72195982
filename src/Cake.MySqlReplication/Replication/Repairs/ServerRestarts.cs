using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Repairs;

/// <summary>Stops servers and starts them again, with their data or without.</summary>
/// <param name="paths">The topology.</param>
/// <param name="engine">Where they run.</param>
/// <param name="start">Makes the means to start it, which remember what they have seen answer.</param>
internal sealed class ServerRestarts(TopologyPaths paths, IServerEngine engine, Func<TopologyStart> start)
{
    /// <summary>Ends a server in good order; its data stay.</summary>
    /// <param name="topology">The topology.</param>
    /// <param name="name">The server.</param>
    /// <param name="forgetsUuid">Whether the UUID in its data directory goes, so that it makes another.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task StopAsync(Topology topology, string name, bool forgetsUuid, CancellationToken cancellationToken)
    {
        await engine.RemoveAsync(topology, topology.Server(name), cancellationToken).ConfigureAwait(false);
        var file = Path.Combine(topology.Paths.DataFolder(name), "auto.cnf");
        if (!forgetsUuid)
            return;
        try
        {
            File.Delete(file);
        }
        catch (UnauthorizedAccessException)
        {
            // It belongs to the account that the servers run under.
            await engine.DeleteFoldersAsync(topology.Paths, [file], topology.Asked, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends a server and forgets its data: its next start begins with none, and with another id.</summary>
    public async Task EmptyAsync(Topology topology, string name, CancellationToken cancellationToken)
    {
        await engine.RemoveAsync(topology, topology.Server(name) with { Initialised = false }, cancellationToken).ConfigureAwait(false);
        // Recorded first: a repair that is killed from here on leaves a server that is to be filled.
        var plan = new TopologyPlan(StateFile.Read(paths) ?? topology);
        // What it wrote when it was a source comes back to it now, and servers leave out what bears their own id.
        plan.Change(current => current.With(current.Server(name) with { Initialised = false, ServerId = current.Servers.Max(server => server.ServerId) + 1 }));
        await new TopologyFolder(engine).EmptyDataAsync(topology, name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes the option files as recorded, and starts what does not run.</summary>
    public async Task StartAsync(IReadOnlyCollection<ServerRole> roles, CancellationToken cancellationToken)
    {
        var fresh = start();
        await fresh.PrepareAsync(cancellationToken).ConfigureAwait(false);
        await fresh.StartAsync(roles, cancellationToken).ConfigureAwait(false);
    }
}
