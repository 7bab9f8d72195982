namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>Whether the engine that DOCKER_HOST names is on this machine.</summary>
internal static class DockerHost
{
    public const string Variable = "DOCKER_HOST";

    /// <summary>Why an engine cannot be used because of where it is; null where it can.</summary>
    /// <remarks>Addresses: https://docs.docker.com/reference/cli/dockerd/#daemon-socket-option.</remarks>
    public static string? FindObstacle(string? host) =>
        Uri.TryCreate(host, UriKind.Absolute, out var uri) && (uri.Scheme == "ssh" || (uri.Scheme is "tcp" or "http" or "https" && !uri.IsLoopback))
            ? $"{Variable}={host} names an engine on another machine: it could not mount the servers' folders, and their ports would be there."
            : null;
}
