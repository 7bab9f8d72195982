using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Tests.Fakes;

/// <summary>An engine that runs nothing, and notes which folders it was asked to delete.</summary>
internal class FakeEngine : IServerEngine
{
    public List<string> DeletedFolders { get; } = [];

    public virtual Task<ServerIdentity> IdentifyAsync(ReplicationSettings settings, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<IReadOnlyDictionary<string, ServerPresence>> FindAsync(TopologyId id, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task PrepareAsync(Topology topology, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task LaunchAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> HoldsPortAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string> WaitForExitAsync(Topology topology, ServerSpec server, bool isExpected, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<string>> ReadLogAsync(Topology topology, ServerSpec server, int lines, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task RemoveAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DeletePrivateFilesAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task RemoveAllAsync(TopologyId id, bool isKnown, Func<Task> whenEnded, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DeleteFoldersAsync(TopologyPaths paths, IReadOnlyList<string> folders, ReplicationSettings settings, CancellationToken cancellationToken)
    {
        DeletedFolders.AddRange(folders);
        return Task.CompletedTask;
    }

    public Task SettleAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<RemovedCacheItem>> CleanCacheAsync(CacheLimits limits, CancellationToken cancellationToken) => throw new NotSupportedException();

    public (string Host, int Port) InternalAddress(Topology topology, ServerSpec server) => throw new NotSupportedException();

    public Task<string?> FindNamesakeAsync(TopologyId id, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
