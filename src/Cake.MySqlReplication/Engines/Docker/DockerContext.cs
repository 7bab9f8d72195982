using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>
/// The context by which the docker client finds its engine, when no DOCKER_HOST does:
/// https://docs.docker.com/engine/manage-resources/contexts/. The client's files are read, since this is asked before each of its runs.
/// </summary>
/// <param name="Name">What <c>docker context use</c> or DOCKER_CONTEXT names.</param>
/// <param name="Host">The engine's address; null where it is not known.</param>
internal sealed record DockerContext(string Name, string? Host)
{
    // The client's own, which stands for its usual address.
    private const string Usual = "default";

    /// <summary>The context in use; null for the client's own.</summary>
    /// <param name="variable">Gives the value of an environment variable.</param>
    /// <param name="home">The user's home folder.</param>
    public static DockerContext? InUse(Func<string, string?> variable, string home)
    {
        var folder = variable("DOCKER_CONFIG") is { Length: > 0 } named ? named : Path.Combine(home, ".docker");
        var name = variable("DOCKER_CONTEXT") is { Length: > 0 } asked ? asked : Read(Path.Combine(folder, "config.json"), "currentContext");
        if (name is null or "" or Usual)
            return null;

        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        return new DockerContext(name, Read(Path.Combine(folder, "contexts", "meta", key, "meta.json"), "Endpoints", "docker", "Host"));
    }

    /// <summary>A text in a file of JSON; null where it is not there. What is wrong with such a file is the client's to say.</summary>
    private static string? Read(string file, params string[] path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return path.Aggregate(document.RootElement, (element, name) => element.GetProperty(name)).GetString();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException
            or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
