using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>Removes all containers and networks of a topology.</summary>
internal sealed class DockerRemoval(DockerCli docker)
{
    /// <param name="id">The topology.</param>
    /// <param name="isKnown">Whether it runs in Docker; else an engine that cannot be asked is no error.</param>
    /// <param name="whenEnded">What is to be done as soon as no container is there any more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RunAsync(TopologyId id, bool isKnown, Func<Task> whenEnded, CancellationToken cancellationToken)
    {
        var listing = docker.CommandAsync(
            $"ps --all {DockerLabels.Filter(id)} --format \"{{{{.ID}}}} {{{{.Label \\\"{DockerLabels.Shares}\\\"}}}}\"", cancellationToken);
        var networks = await docker.CommandAsync($"network ls --quiet {DockerLabels.Filter(id)}", cancellationToken).ConfigureAwait(false);
        var found = await listing.ConfigureAwait(false);
        if (!isKnown && DockerErrors.CannotBeAsked(networks))
        {
            await whenEnded().ConfigureAwait(false);
            return;
        }

        var containers = found.OrThrow("list containers").Output
            .Select(line => line.Split(' '))
            .ToLookup(words => words is [_, { Length: > 0 }], words => words[0]);
        var shared = networks.OrThrow("list networks").Output;
        // Servers that share a network are not on it themselves: all else goes while they end, which takes longest.
        var sharing = RemoveAsync(containers[true], cancellationToken);
        var others = RemoveOthersAsync(containers[false], sharing, cancellationToken);
        await Task.WhenAll(EndAsync(), RemoveNetworksAsync(shared, id, others, cancellationToken)).ConfigureAwait(false);

        async Task EndAsync()
        {
            (await sharing.ConfigureAwait(false))?.OrThrow("remove containers");
            await others.ConfigureAwait(false);
            await whenEnded().ConfigureAwait(false);
        }
    }

    private async Task RemoveOthersAsync(IEnumerable<string> containers, Task sharing, CancellationToken cancellationToken)
    {
        if (await RemoveAsync(containers, cancellationToken).ConfigureAwait(false) is { Succeeded: false })
        {
            // Podman keeps a container for as long as others share its network.
            await sharing.ConfigureAwait(false);
            (await RemoveAsync(containers, cancellationToken).ConfigureAwait(false))?.OrThrow("remove containers");
        }
    }

    private async Task RemoveNetworksAsync(IReadOnlyList<string> networks, TopologyId id, Task others, CancellationToken cancellationToken)
    {
        await others.ConfigureAwait(false);
        if (networks.Count == 0)
            return;
        var removed = await docker.CommandAsync("network rm " + string.Join(' ', networks), cancellationToken).ConfigureAwait(false);
        removed.OrThrow($"remove the network {DockerNetwork.NameOf(id.Name)}");
    }

    /// <returns>How it went; null where there was nothing to remove.</returns>
    private async Task<DockerOutcome?> RemoveAsync(IEnumerable<string> containers, CancellationToken cancellationToken) =>
        containers.ToList() is { Count: > 0 } there ? await docker.RemoveAsync(there, cancellationToken).ConfigureAwait(false) : null;
}
