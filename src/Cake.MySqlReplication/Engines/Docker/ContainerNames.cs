using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>The names of a topology's containers.</summary>
internal sealed class ContainerNames(DockerCli docker)
{
    public static string Of(string topology, string server) => $"{topology}_{server}";

    /// <summary>The container whose network servers share.</summary>
    public static string OfNetwork(string topology) => $"{topology}_network";

    /// <summary>
    /// By which name others reach a server. One outside of the network that others share gets a further name for it: its container
    /// may be called as one that was removed, whose name leads to the shared network still.
    /// </summary>
    public static string HostOf(string topology, ServerSpec server) => Of(topology, server.Name) + (server.IsOutsideSharedNetwork ? "_alone" : "");

    /// <summary>Whether a container was not made because there is one of its name. Podman's client does not say that it is a container that uses it.</summary>
    public static bool IsTaken(DockerOutcome run) => run.Says("is already in use by");

    /// <summary>Whose container has the name, and what helps.</summary>
    public async Task<string> TakenAsync(string topology, string container, CancellationToken cancellationToken)
    {
        var owner = await docker
            .CommandAsync($"inspect --format \"{{{{index .Config.Labels \\\"{DockerLabels.Base}\\\"}}}}\" {container}", cancellationToken)
            .ConfigureAwait(false);
        return owner.Output is [{ Length: > 0 } folder, ..]
            ? DockerNetwork.RunsAlready(topology, folder)
            : $"A container called {container} exists, and this tool did not create it. Choose another --name, or remove it: docker rm -f {container}.";
    }
}
