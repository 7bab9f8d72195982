namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>Whether the engine that the docker client is going to ask is on this machine.</summary>
internal static class DockerHost
{
    private const string Variable = "DOCKER_HOST";

    /// <summary>Why an engine cannot be used because of where it is; null where it can.</summary>
    /// <param name="variable">Gives the value of an environment variable.</param>
    /// <param name="home">The user's home folder, in which the client's configuration is.</param>
    public static string? FindObstacle(Func<string, string?> variable, string home)
    {
        if (variable(Variable) is { Length: > 0 } host)
            return IsElsewhere(host) ? Obstacle($"{Variable}={host}") : null;
        return DockerContext.InUse(variable, home) is { } context && IsElsewhere(context.Host)
            ? Obstacle($"The docker context {context.Name} ({context.Host})")
            : null;
    }

    /// <remarks>Addresses: https://docs.docker.com/reference/cli/dockerd/#daemon-socket-option.</remarks>
    private static bool IsElsewhere(string? host) =>
        Uri.TryCreate(host, UriKind.Absolute, out var uri) && (uri.Scheme == "ssh" || (uri.Scheme is "tcp" or "http" or "https" && !uri.IsLoopback));

    private static string Obstacle(string what) =>
        $"{what} names an engine on another machine: it could not mount the servers' folders, and their ports would be there.";
}
