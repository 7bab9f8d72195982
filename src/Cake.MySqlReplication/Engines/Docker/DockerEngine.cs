using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Docker;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>Runs each server in a container of its own, on a network of the topology's own; three or more that are started together share one connection to it.</summary>
internal sealed class DockerEngine : IServerEngine
{
    private readonly DockerCli _docker;
    private readonly DockerImages _images;
    private readonly DockerTemplates _templates;
    private readonly DockerNetwork _network;
    private readonly SharedNetwork _shared;
    private readonly ContainerNames _names;
    private readonly ContainerExits _exits;

    public DockerEngine(ICakeContext context, ICakeLog? log = null)
    {
        log ??= context.Log;
        _docker = new DockerCli(context);
        _images = new DockerImages(_docker, log);
        _network = new DockerNetwork(_docker);
        _shared = new SharedNetwork(_docker);
        _names = new ContainerNames(_docker);
        _exits = new ContainerExits(_docker);
        _templates = new DockerTemplates(_docker, _images, log, TimeProvider.System, TemplateLocks.Default);
    }

    public async Task<ServerIdentity> IdentifyAsync(ReplicationSettings settings, CancellationToken cancellationToken)
    {
        var image = DockerImages.Reference(settings);
        var version = await _images.IdentifyAsync(image, cancellationToken).ConfigureAwait(false);
        ServerCertificates.Begin(version);
        return new ServerIdentity(EngineKind.Docker, version, $"the image {image}");
    }

    /// <summary>A server whose shared network has ended does not run, whatever its container does: nobody can reach it.</summary>
    public async Task<IReadOnlyDictionary<string, ServerPresence>> FindAsync(TopologyId id, CancellationToken cancellationToken)
    {
        var listing = await _docker.CommandAsync(
            $"ps --all --no-trunc {DockerLabels.Filter(id)} --format " +
            $"\"{{{{.ID}}}} {{{{.Label \\\"{DockerLabels.Server}\\\"}}}} {{{{.Label \\\"{DockerLabels.Shares}\\\"}}}} {{{{.State}}}}\"",
            cancellationToken).ConfigureAwait(false);
        var containers = listing.OrThrow("list containers").Output.Select(line => line.Split(' ')).Where(words => words.Length == 4).ToList();
        var running = containers.Where(words => words[3] == "running").Select(words => words[0]).ToHashSet();
        // One without a server's name holds a network, makes a template, or was to.
        return containers.Where(words => words[1].Length > 0).ToDictionary(
            words => words[1],
            words => running.Contains(words[0]) && (words[2].Length == 0 || running.Contains(words[2])) ? ServerPresence.Running : ServerPresence.Stopped);
    }

    /// <summary>Finds the templates, too, or makes them, while the network is made.</summary>
    public Task PrepareAsync(Topology topology, CancellationToken cancellationToken)
    {
        ServerCertificates.Begin(topology);
        return Task.WhenAll(
        [
            PrepareNetworkAsync(topology, cancellationToken),
            .. topology.Servers.Select(server => DockerImages.Of(topology, server)).Distinct().Select(image => _images.FindAsync(image, cancellationToken)),
            .. topology.Servers.Select(server => _templates.ForAsync(topology, server, cancellationToken)),
        ]);
    }

    public async Task LaunchAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken)
    {
        var container = ContainerNames.Of(topology.Name, server.Name);
        var template = await _templates.ForAsync(topology, server, cancellationToken).ConfigureAwait(false);
        var data = topology.Paths.DataFolder(server.Name);
        var shared = server.SharedPort is null ? null : await _shared.IdAsync(topology, cancellationToken).ConfigureAwait(false);
        var command = await CommandAsync(topology, server, cancellationToken).ConfigureAwait(false);
        if (template is not null && ServerCertificates.ServeFor(server.Version, topology.Paths.OptionFile(server.Name)))
            await ServerCertificates.WriteAsync(data, TimeProvider.System).ConfigureAwait(false);
        var run = await RunAsync(template?.Name ?? DockerImages.Of(topology, server)).ConfigureAwait(false);
        if (template is not null && DockerErrors.LacksImage(run))
        {
            _templates.GiveUp(template, run.Error);
            ServerCertificates.Delete(data);
            run = await RunAsync(DockerImages.Of(topology, server)).ConfigureAwait(false);
        }

        if (run.Succeeded)
        {
            ContainerRecord.Write(TopologyId.Of(topology), server.Name, run.Output is [.., var id] ? id : null);
            return;
        }

        _shared.Forget(topology);
        if (ContainerNames.IsTaken(run))
            throw new MySqlReplicationException(await _names.TakenAsync(topology.Name, container, cancellationToken).ConfigureAwait(false));

        // The container may have been created all the same. Another one of its name is not ours: it goes by its labels.
        try
        {
            await RemoveAsync(topology, server with { Initialised = false }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (MySqlReplicationException)
        {
            // Why it does not start is what counts.
        }

        if (DockerErrors.IsPortTaken(run))
            throw new PortTakenException(server.Port, run.Error);
        run.OrThrow($"start the container {container}");

        Task<DockerOutcome> RunAsync(string image) => _docker.RunContainerAsync(
            DockerRunSettings.For(topology, server, shared), image, command is [var first, ..] ? first : null, [.. command.Skip(1)], cancellationToken);
    }

    /// <summary>The engine takes the port when it starts the container: nobody else can answer on it from then on.</summary>
    public Task<bool> HoldsPortAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<string> WaitForExitAsync(Topology topology, ServerSpec server, bool isExpected, CancellationToken cancellationToken) =>
        _exits.WaitAsync(ContainerNames.Of(topology.Name, server.Name), isExpected, cancellationToken);

    public async Task<IReadOnlyList<string>> ReadLogAsync(Topology topology, ServerSpec server, int lines, CancellationToken cancellationToken)
    {
        var container = ContainerNames.Of(topology.Name, server.Name);
        var log = await _docker.CommandAsync($"logs --tail {lines} {container}", cancellationToken).ConfigureAwait(false);
        return [.. log.Output, .. log.Errors];
    }

    public Task RemoveAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken) =>
        RemoveContainersAsync(
            $"{DockerLabels.Filter(TopologyId.Of(topology))} --filter label={DockerLabels.Server}={server.Name}", server.Initialised, cancellationToken);

    /// <summary>A container's files go with it.</summary>
    public Task DeletePrivateFilesAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SettleAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<RemovedCacheItem>> CleanCacheAsync(CacheLimits limits, CancellationToken cancellationToken) =>
        _templates.CleanAsync(limits, cancellationToken);

    public Task RemoveAllAsync(TopologyId id, bool isKnown, Func<Task> whenEnded, CancellationToken cancellationToken) =>
        new DockerRemoval(_docker, id).RunAsync(isKnown, whenEnded, cancellationToken);

    public async Task DeleteFoldersAsync(
        TopologyPaths paths, IReadOnlyList<string> folders, ReplicationSettings settings, CancellationToken cancellationToken)
    {
        var run = new DockerContainerRunSettings
        {
            Rm = true,
            User = "0",
            Entrypoint = "rm",
            Network = "none",
            Label = DockerLabels.For(new TopologyId(settings.Name, paths.Base)),
            Mount = [DockerRunSettings.BindMount(paths.Base, "/topology", readOnly: false)],
        };
        var relative = folders.Select(folder => "/topology/" + Path.GetRelativePath(paths.Base, folder).Replace('\\', '/'));
        var deleted = await _docker.RunContainerAsync(run, DockerImages.Reference(settings), "-rf", [.. relative], cancellationToken).ConfigureAwait(false);
        deleted.OrThrow($"delete the servers' data below {paths.Base}, which belongs to another account");
    }

    public (string Host, int Port) InternalAddress(Topology topology, ServerSpec server) =>
        (ContainerNames.HostOf(topology.Name, server), server.SharedPort ?? DockerRunSettings.ServerPort);

    public Task<string?> FindNamesakeAsync(TopologyId id, CancellationToken cancellationToken) => _network.FindNamesakeAsync(id, cancellationToken);

    private async Task PrepareNetworkAsync(Topology topology, CancellationToken cancellationToken)
    {
        var isNew = await _network.PrepareAsync(topology, cancellationToken).ConfigureAwait(false);
        if (topology.SharesNetwork)
            await _shared.PrepareAsync(topology, cancellationToken).ConfigureAwait(false);
        else if (!isNew)
            await _shared.RemoveUnusedAsync(topology, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What a server's container runs; nothing where its image says all.</summary>
    private async Task<IReadOnlyList<string>> CommandAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken)
    {
        if (server.SharedPort is null)
            return [];
        var image = DockerImages.Of(topology, server);
        if (await _images.FindAsync(image, cancellationToken).ConfigureAwait(false) is { } found)
            return DockerRunSettings.CommandOf(server, found.Command);
        // It was removed since: it is pulled again.
        await _images.IdentifyAsync(image, cancellationToken).ConfigureAwait(false);
        return DockerRunSettings.CommandOf(server, (await _images.FindAsync(image, cancellationToken).ConfigureAwait(false))?.Command ?? []);
    }

    /// <summary>Those that hold data worth keeping get the ten seconds of `docker stop` to end by themselves.</summary>
    private async Task RemoveContainersAsync(string filter, bool gracefully, CancellationToken cancellationToken)
    {
        await _docker.SettleAsync(cancellationToken).ConfigureAwait(false);
        var listing = await _docker.CommandAsync($"ps --all --quiet {filter}", cancellationToken).ConfigureAwait(false);
        if (listing.OrThrow("list containers").Output is not { Count: > 0 } containers)
            return;
        // What does not stop is removed all the same.
        if (gracefully)
            await _docker.CommandAsync("stop " + string.Join(' ', containers), cancellationToken).ConfigureAwait(false);
        (await _docker.RemoveAsync(containers, cancellationToken).ConfigureAwait(false)).OrThrow("remove containers");
    }
}
