using System.Collections.Concurrent;
using Cake.Docker;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>
/// The network that the servers which a topology is started with share: one container holds it, on the network of the topology's own,
/// and publishes their ports. Making such a network is most of what a container costs an engine.
/// </summary>
internal sealed class SharedNetwork(DockerCli docker)
{
    // Started a second time it would hold another network than the one that servers are in: it ends instead, which shows.
    private const string Program = "\"mkdir /mysql-replication && exec sleep infinity\"";

    private const string Volume = "/var/lib/mysql";

    private readonly ContainerNames _names = new(docker);
    private readonly ConcurrentDictionary<TopologyId, string> _ids = new();

    /// <summary>Starts the container, unless it runs.</summary>
    /// <exception cref="PortTakenException">Somebody else listens on the port of a server.</exception>
    public async Task PrepareAsync(Topology topology, CancellationToken cancellationToken)
    {
        var container = ContainerNames.OfNetwork(topology.Name);
        var run = await RunAsync(topology, cancellationToken).ConfigureAwait(false);
        if (ContainerNames.IsTaken(run))
        {
            if (await FindAsync(topology, cancellationToken).ConfigureAwait(false) is not { } found)
                throw new MySqlReplicationException(await _names.TakenAsync(topology.Name, container, cancellationToken).ConfigureAwait(false));
            if (found.Runs && Ports(topology).All(found.Ports.Contains))
            {
                _ids[TopologyId.Of(topology)] = found.Id;
                return;
            }

            // Servers that are in it still cannot be reached any more, and are started again.
            await docker.RemoveAsync([container], cancellationToken).ConfigureAwait(false);
            run = await RunAsync(topology, cancellationToken).ConfigureAwait(false);
        }

        if (run.Succeeded)
        {
            _ids[TopologyId.Of(topology)] = run.Output[^1];
            return;
        }

        // It may have been created all the same.
        if (!ContainerNames.IsTaken(run))
        {
            await docker.SettleAsync(CancellationToken.None).ConfigureAwait(false);
            await docker.RemoveAsync([container], CancellationToken.None).ConfigureAwait(false);
        }

        if (DockerErrors.FindTakenPort(run, Sharing(topology).Select(server => server.Port)) is { } port)
            throw new PortTakenException(port, run.Error);
        run.OrThrow($"start the container {container}");
    }

    /// <summary>Removes the container of an earlier plan, which has the names and perhaps the ports of servers that do not share.</summary>
    public async Task RemoveUnusedAsync(Topology topology, CancellationToken cancellationToken)
    {
        if (await FindAsync(topology, cancellationToken).ConfigureAwait(false) is not { } found)
            return;
        var sharing = await docker.CommandAsync($"ps --all --quiet --filter label={DockerLabels.Shares}={found.Id}", cancellationToken).ConfigureAwait(false);
        if (sharing.OrThrow("list containers").Output.Count == 0)
            (await docker.RemoveAsync([found.Id], cancellationToken).ConfigureAwait(false)).OrThrow($"remove the container {ContainerNames.OfNetwork(topology.Name)}");
    }

    /// <summary>The identifier of the container that holds the network.</summary>
    /// <exception cref="MySqlReplicationException">It does not run.</exception>
    public async Task<string> IdAsync(Topology topology, CancellationToken cancellationToken)
    {
        if (_ids.TryGetValue(TopologyId.Of(topology), out var known))
            return known;
        return await FindAsync(topology, cancellationToken).ConfigureAwait(false) is { Runs: true } found
            ? found.Id
            : throw new MySqlReplicationException(
                $"The container {ContainerNames.OfNetwork(topology.Name)} does not run, whose network the servers of {topology.Name} share. " +
                "Run --target=VerifySync, which starts it and them again.");
    }

    /// <summary>A server could not be started: the container may be another one by now.</summary>
    public void Forget(Topology topology) => _ids.TryRemove(TopologyId.Of(topology), out _);

    private static List<ServerSpec> Sharing(Topology topology) => [.. topology.Servers.Where(server => server.SharedPort is not null)];

    private static string[] Ports(Topology topology) => [.. Sharing(topology).Select(server => $"{server.Name}:{server.Port}:{server.SharedPort}")];

    private Task<DockerOutcome> RunAsync(Topology topology, CancellationToken cancellationToken)
    {
        var servers = Sharing(topology);
        var settings = new DockerContainerRunSettings
        {
            Detach = true,
            Name = ContainerNames.OfNetwork(topology.Name),
            Hostname = ContainerNames.OfNetwork(topology.Name),
            Network = DockerNetwork.NameOf(topology.Name),
            NetworkAlias = [.. servers.Select(server => ContainerNames.Of(topology.Name, server.Name))],
            Publish = [.. servers.Select(server => $"{topology.Asked.PublishAddress}:{server.Port}:{server.SharedPort}")],
            Label = [.. DockerLabels.For(TopologyId.Of(topology)), $"{DockerLabels.Ports}={string.Join(',', Ports(topology))}"],
            User = "0",
            Entrypoint = "sh",
            // Nothing is lost by its end, and `sleep` as a first process ignores what asks for it.
            StopSignal = "SIGKILL",
            // Else the image's volume would be made, and left behind.
            Mount = [$"type=tmpfs,dst={Volume}"],
        };
        return docker.RunContainerAsync(settings, DockerImages.Of(topology, servers[0]), "-c", [Program], cancellationToken);
    }

    /// <summary>The container as it is; null where there is none of this topology.</summary>
    private async Task<(string Id, bool Runs, string[] Ports)?> FindAsync(Topology topology, CancellationToken cancellationToken)
    {
        var id = TopologyId.Of(topology);
        var listing = await docker.CommandAsync(
            $"ps --all --no-trunc {DockerLabels.Filter(id)} --filter label={DockerLabels.Ports} --format \"{{{{.ID}}}} {{{{.State}}}} {{{{.Label \\\"{DockerLabels.Ports}\\\"}}}}\"",
            cancellationToken).ConfigureAwait(false);
        return listing.OrThrow("list containers").Output.Select(line => line.Split(' ')).FirstOrDefault(words => words.Length == 3) is [var container, var state, var ports]
            ? (container, state == "running", ports.Split(','))
            : null;
    }
}
