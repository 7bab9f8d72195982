using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines;

/// <summary>An engine, measured.</summary>
internal sealed class ProfiledEngine(IServerEngine engine, Profile profile) : IServerEngine
{
    public async Task<ServerIdentity> IdentifyAsync(ReplicationSettings settings, CancellationToken cancellationToken)
    {
        using var span = profile.Measure("find the server or its image");
        return await engine.IdentifyAsync(settings, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyDictionary<string, ServerPresence>> FindAsync(TopologyId id, CancellationToken cancellationToken)
    {
        using var span = profile.Measure("look what runs");
        return await engine.FindAsync(id, cancellationToken).ConfigureAwait(false);
    }

    public async Task PrepareAsync(Topology topology, CancellationToken cancellationToken)
    {
        using var span = profile.Measure("what servers share");
        await engine.PrepareAsync(topology, cancellationToken).ConfigureAwait(false);
    }

    public async Task LaunchAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken)
    {
        using var span = profile.Measure("launch", server.Name);
        await engine.LaunchAsync(topology, server, cancellationToken).ConfigureAwait(false);
    }

    public Task<bool> HoldsPortAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken) =>
        engine.HoldsPortAsync(topology, server, cancellationToken);

    public Task<string> WaitForExitAsync(Topology topology, ServerSpec server, bool isExpected, CancellationToken cancellationToken) =>
        engine.WaitForExitAsync(topology, server, isExpected, cancellationToken);

    public Task<IReadOnlyList<string>> ReadLogAsync(Topology topology, ServerSpec server, int lines, CancellationToken cancellationToken) =>
        engine.ReadLogAsync(topology, server, lines, cancellationToken);

    public async Task RemoveAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken)
    {
        using var span = profile.Measure("remove", server.Name);
        await engine.RemoveAsync(topology, server, cancellationToken).ConfigureAwait(false);
    }

    public Task DeletePrivateFilesAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken) =>
        engine.DeletePrivateFilesAsync(topology, server, cancellationToken);

    public async Task RemoveAllAsync(TopologyId id, bool isKnown, Func<Task> whenEnded, CancellationToken cancellationToken)
    {
        using var span = profile.Measure("remove servers");
        await engine.RemoveAllAsync(id, isKnown, whenEnded, cancellationToken).ConfigureAwait(false);
    }

    public Task<string?> FindNamesakeAsync(TopologyId id, CancellationToken cancellationToken) => engine.FindNamesakeAsync(id, cancellationToken);

    public async Task DeleteFoldersAsync(
        TopologyPaths paths, IReadOnlyList<string> folders, ReplicationSettings settings, CancellationToken cancellationToken)
    {
        using var span = profile.Measure("delete folders");
        await engine.DeleteFoldersAsync(paths, folders, settings, cancellationToken).ConfigureAwait(false);
    }

    public (string Host, int Port) InternalAddress(Topology topology, ServerSpec server) => engine.InternalAddress(topology, server);

    public Task SettleAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken) =>
        engine.SettleAsync(topology, server, cancellationToken);

    public async Task<IReadOnlyList<RemovedCacheItem>> CleanCacheAsync(CacheLimits limits, CancellationToken cancellationToken)
    {
        using var span = profile.Measure("clean the cache");
        return await engine.CleanCacheAsync(limits, cancellationToken).ConfigureAwait(false);
    }
}
