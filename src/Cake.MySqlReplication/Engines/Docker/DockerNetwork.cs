using Cake.Docker;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>The network of a topology, which is also what tells that a topology of its name runs.</summary>
internal sealed class DockerNetwork(DockerCli docker)
{
    public static string NameOf(string topology) => $"{topology}_replication";

    /// <summary>Makes it.</summary>
    /// <returns>False where it was there.</returns>
    public async Task<bool> PrepareAsync(Topology topology, CancellationToken cancellationToken)
    {
        var id = TopologyId.Of(topology);
        var settings = new DockerNetworkCreateSettings { Label = DockerLabels.For(id) };
        var created = await docker.CreateNetworkAsync(settings, NameOf(topology.Name), cancellationToken).ConfigureAwait(false);
        if (created.Says("already exists"))
        {
            var ours = await docker
                .CommandAsync($"network ls --quiet {DockerLabels.Filter(id)}", cancellationToken)
                .ConfigureAwait(false);
            if (ours.OrThrow("list networks").Output.Count > 0)
                return false;
            throw new MySqlReplicationException(await FindNamesakeAsync(id, cancellationToken).ConfigureAwait(false) is { } folder
                ? RunsAlready(topology.Name, folder)
                : $"The Docker network {NameOf(topology.Name)} exists and belongs to something else. Choose another --name.");
        }

        if (created.Says("could not find an available"))
        {
            throw new MySqlReplicationException(
                $"Docker has no address range left for another network: {created.Error} Remove unused ones with `docker network prune`.");
        }

        created.OrThrow($"create the network {NameOf(topology.Name)}");
        return true;
    }

    /// <summary>The base folder of another topology of the same name; null where there is none.</summary>
    public async Task<string?> FindNamesakeAsync(TopologyId id, CancellationToken cancellationToken)
    {
        var listing = await docker
            .CommandAsync(
                $"network ls --filter label={DockerLabels.Topology}={id.Name} --format \"{{{{.Label \\\"{DockerLabels.Base}\\\"}}}}\"", cancellationToken)
            .ConfigureAwait(false);
        return listing.Output.FirstOrDefault(folder => folder.Length > 0 && folder != id.Base);
    }

    public static string RunsAlready(string name, string folder) =>
        $"A topology called {name} runs already, with its files in {folder}. Choose another --name, or tear that one down " +
        $"with --target=Teardown --name={name} --base={folder}.";
}
