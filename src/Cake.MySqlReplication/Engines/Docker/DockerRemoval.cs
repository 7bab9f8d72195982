using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>Removes all containers and networks of a topology.</summary>
internal sealed class DockerRemoval(DockerCli docker, TopologyId id)
{
    /// <param name="isKnown">Whether it runs in Docker; else an engine that cannot be asked is no error.</param>
    /// <param name="whenEnded">What is to be done as soon as no container is there any more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RunAsync(bool isKnown, Func<Task> whenEnded, CancellationToken cancellationToken)
    {
        await docker.SettleAsync(cancellationToken).ConfigureAwait(false);
        var recorded = isKnown ? ContainerRecord.All(id) : [];
        var ending = RemoveRecordedAsync(recorded, cancellationToken);
        try
        {
            await RemoveAsync(recorded, ending, isKnown, whenEnded, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Nothing goes on after a failure.
            await ending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RemoveAsync(IReadOnlyList<string> recorded, Task ending, bool isKnown, Func<Task> whenEnded, CancellationToken cancellationToken)
    {
        var listing = ListAsync(cancellationToken);
        var networks = await docker.CommandAsync($"network ls --quiet {DockerLabels.Filter(id)}", cancellationToken).ConfigureAwait(false);
        var found = await listing.ConfigureAwait(false);
        if (!isKnown && DockerErrors.CannotBeAsked(networks))
        {
            await whenEnded().ConfigureAwait(false);
            return;
        }

        var containers = Containers(found);
        var shared = networks.OrThrow("list networks").Output;
        var left = containers.Where(container => !recorded.Contains(container.Id)).ToLookup(container => container.Shares, container => container.Id);
        // Servers that share a network are not on it themselves: all else goes while they end, which takes longest.
        var sharing = Task.WhenAll(ending, RemoveSharingAsync(left[true], cancellationToken));
        var others = RemoveOthersAsync(left[false], sharing, cancellationToken);
        var networkIsFree = containers.Any(container => !container.Shares && recorded.Contains(container.Id)) ? Task.WhenAll(ending, others) : others;
        await Task.WhenAll(EndAsync(), RemoveNetworksAsync(shared, networkIsFree, cancellationToken)).ConfigureAwait(false);

        async Task EndAsync()
        {
            await Task.WhenAll(sharing, others).ConfigureAwait(false);
            await whenEnded().ConfigureAwait(false);
        }
    }

    private Task<DockerOutcome> ListAsync(CancellationToken cancellationToken) => docker.CommandAsync(
        $"ps --all --no-trunc {DockerLabels.Filter(id)} --format \"{{{{.ID}}}} {{{{.Label \\\"{DockerLabels.Shares}\\\"}}}}\"", cancellationToken);

    /// <summary>What was listed: containers, and whether they share another's network.</summary>
    private static List<(string Id, bool Shares)> Containers(DockerOutcome listing) =>
        [.. listing.OrThrow("list containers").Output.Select(line => line.Split(' ')).Select(words => (words[0], words is [_, { Length: > 0 }]))];

    private async Task RemoveRecordedAsync(IReadOnlyList<string> recorded, CancellationToken cancellationToken)
    {
        if (await RemoveAsync(recorded, cancellationToken).ConfigureAwait(false) is not { Succeeded: false })
            return;
        // Somebody else may have removed some of them.
        var there = Containers(await ListAsync(cancellationToken).ConfigureAwait(false)).Select(container => container.Id).Intersect(recorded);
        (await RemoveAsync(there, cancellationToken).ConfigureAwait(false))?.OrThrow("remove containers");
    }

    private async Task RemoveSharingAsync(IEnumerable<string> containers, CancellationToken cancellationToken) =>
        (await RemoveAsync(containers, cancellationToken).ConfigureAwait(false))?.OrThrow("remove containers");

    private async Task RemoveOthersAsync(IEnumerable<string> containers, Task sharing, CancellationToken cancellationToken)
    {
        if (await RemoveAsync(containers, cancellationToken).ConfigureAwait(false) is { Succeeded: false })
        {
            // Podman keeps a container for as long as others share its network.
            await sharing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            (await RemoveAsync(containers, cancellationToken).ConfigureAwait(false))?.OrThrow("remove containers");
        }
    }

    private async Task RemoveNetworksAsync(IReadOnlyList<string> networks, Task areFree, CancellationToken cancellationToken)
    {
        await areFree.ConfigureAwait(false);
        if (networks.Count == 0)
            return;
        var removed = await docker.CommandAsync("network rm " + string.Join(' ', networks), cancellationToken).ConfigureAwait(false);
        removed.OrThrow($"remove the network {DockerNetwork.NameOf(id.Name)}");
    }

    /// <returns>How it went; null where there was nothing to remove.</returns>
    private async Task<DockerOutcome?> RemoveAsync(IEnumerable<string> containers, CancellationToken cancellationToken) =>
        containers.ToList() is { Count: > 0 } there ? await docker.RemoveAsync(there, cancellationToken).ConfigureAwait(false) : null;
}
