using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines;

/// <summary>
/// The engine that a topology was started on; for a new one, the one that is asked for, or that the machine has. It is
/// chosen when it is first needed.
/// </summary>
/// <param name="recorded">The engine of the topology as recorded; null where nothing is.</param>
/// <param name="asked">What is asked for.</param>
/// <param name="docker">The Docker engine.</param>
/// <param name="process">Local processes.</param>
/// <param name="silence">Why no Docker engine can be used; null where one answers.</param>
/// <param name="log">Is told which engine was chosen, and why.</param>
internal sealed class ChosenEngine(
    Func<EngineKind?> recorded,
    ReplicationSettings asked,
    IServerEngine docker,
    IServerEngine process,
    Func<CancellationToken, Task<string?>> silence,
    ICakeLog log) : IServerEngine
{
    private EngineKind? _chosen;
    private Task<EngineKind>? _choosing;

    public async Task<ServerIdentity> IdentifyAsync(ReplicationSettings settings, CancellationToken cancellationToken) =>
        await (await ChooseAsync(cancellationToken).ConfigureAwait(false)).IdentifyAsync(settings, cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyDictionary<string, ServerPresence>> FindAsync(TopologyId id, CancellationToken cancellationToken) =>
        await (await ChooseAsync(cancellationToken).ConfigureAwait(false)).FindAsync(id, cancellationToken).ConfigureAwait(false);

    public Task PrepareAsync(Topology topology, CancellationToken cancellationToken) => Of(topology).PrepareAsync(topology, cancellationToken);

    public Task LaunchAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken) =>
        Of(topology).LaunchAsync(topology, server, cancellationToken);

    public Task<bool> HoldsPortAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken) =>
        Of(topology).HoldsPortAsync(topology, server, cancellationToken);

    public Task<string> WaitForExitAsync(Topology topology, ServerSpec server, bool isExpected, CancellationToken cancellationToken) =>
        Of(topology).WaitForExitAsync(topology, server, isExpected, cancellationToken);

    public Task<IReadOnlyList<string>> ReadLogAsync(Topology topology, ServerSpec server, int lines, CancellationToken cancellationToken) =>
        Of(topology).ReadLogAsync(topology, server, lines, cancellationToken);

    public Task RemoveAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken) =>
        Of(topology).RemoveAsync(topology, server, cancellationToken);

    public Task DeletePrivateFilesAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken) =>
        Of(topology).DeletePrivateFilesAsync(topology, server, cancellationToken);

    /// <summary>Where nothing is recorded, a topology whose state file was lost may run on either engine, but for one that was not asked for.</summary>
    public async Task RemoveAllAsync(TopologyId id, bool isKnown, Func<Task> whenEnded, CancellationToken cancellationToken)
    {
        if (recorded() is { } kind)
        {
            await Of(kind).RemoveAllAsync(id, isKnown, whenEnded, cancellationToken).ConfigureAwait(false);
            return;
        }

        var onlyProcesses = asked.Engine == EngineKind.Process;
        await process.RemoveAllAsync(id, isKnown: false, onlyProcesses ? whenEnded : () => Task.CompletedTask, cancellationToken).ConfigureAwait(false);
        if (!onlyProcesses)
            await docker.RemoveAllAsync(id, isKnown && _chosen == EngineKind.Docker, whenEnded, cancellationToken).ConfigureAwait(false);
    }

    public Task DeleteFoldersAsync(
        TopologyPaths paths, IReadOnlyList<string> folders, ReplicationSettings settings, CancellationToken cancellationToken) =>
        Of(recorded() ?? _chosen ?? settings.Engine).DeleteFoldersAsync(paths, folders, settings, cancellationToken);

    public (string Host, int Port) InternalAddress(Topology topology, ServerSpec server) => Of(topology).InternalAddress(topology, server);

    public Task<string?> FindNamesakeAsync(TopologyId id, CancellationToken cancellationToken) =>
        asked.Engine == EngineKind.Process ? Task.FromResult<string?>(null) : docker.FindNamesakeAsync(id, cancellationToken);

    private IServerEngine Of(Topology topology) => Of(topology.Asked.Engine);

    public Task SettleAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken) =>
        Of(topology).SettleAsync(topology, server, cancellationToken);

    /// <summary>Of both engines, whichever a topology runs on.</summary>
    public async Task<IReadOnlyList<RemovedCacheItem>> CleanCacheAsync(CacheLimits limits, CancellationToken cancellationToken)
    {
        var removed = await process.CleanCacheAsync(limits, cancellationToken).ConfigureAwait(false);
        if (await silence(cancellationToken).ConfigureAwait(false) is not { } reason)
            return [.. removed, .. await docker.CleanCacheAsync(limits, cancellationToken).ConfigureAwait(false)];
        log.Verbose("No Docker engine's cache is cleaned: {0}", reason);
        return removed;
    }

    // A state file that names no engine was written when there was only the one.
    private IServerEngine Of(EngineKind kind) => kind == EngineKind.Process ? process : docker;

    private async Task<IServerEngine> ChooseAsync(CancellationToken cancellationToken)
    {
        if (recorded() is { } kind)
            return Of(kind);
        // Once, for all who ask meanwhile; again where that was given up.
        if (_choosing is null or { IsCompleted: true, IsCompletedSuccessfully: false })
            _choosing = ChooseForNewAsync(cancellationToken);
        return Of(await _choosing.ConfigureAwait(false));
    }

    private async Task<EngineKind> ChooseForNewAsync(CancellationToken cancellationToken)
    {
        var (chosen, why) = await EngineForNewAsync(cancellationToken).ConfigureAwait(false);
        log.Information("Engine: {0}, because {1}.", chosen == EngineKind.Docker ? "Docker" : "local processes", why);
        _chosen = chosen;
        return chosen;
    }

    private async Task<(EngineKind Engine, string Why)> EngineForNewAsync(CancellationToken cancellationToken)
    {
        if (asked.Engine != EngineKind.Auto)
            return (asked.Engine, "it is asked for by --engine");
        if (ServerValidation.ProgramSetting(asked) is { } program)
            return (EngineKind.Process, $"--{program} names a program of this machine");
        if (ServerValidation.NamesImage(asked))
            return (EngineKind.Docker, "--image names an image");
        return await silence(cancellationToken).ConfigureAwait(false) is { } reason
            ? (EngineKind.Process, $"no Docker engine can be used: {reason.TrimEnd('.')}")
            : (EngineKind.Docker, "a Docker engine answers");
    }
}
