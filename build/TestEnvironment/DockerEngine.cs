using System.Globalization;

namespace Build.TestEnvironment;

/// <summary>A Docker engine that answers, and how to reach it. Speaks to it through the docker client.</summary>
/// <param name="Host">For DOCKER_HOST; null if the client finds the engine by itself.</param>
/// <param name="ApiVersion">For DOCKER_API_VERSION; null if client and engine agree by themselves.</param>
internal sealed record DockerEngine(string? Host, string? ApiVersion)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>The environment in which a docker client, or another program that reads the same variables, finds the engine.</summary>
    public IReadOnlyDictionary<string, string> Variables
    {
        get
        {
            var variables = new Dictionary<string, string>();
            if (Host is not null)
                variables["DOCKER_HOST"] = Host;
            if (ApiVersion is not null)
                variables["DOCKER_API_VERSION"] = ApiVersion;
            return variables;
        }
    }

    /// <summary>Asks the engine at <paramref name="host"/>, or where the client looks by itself. Null, and why, if none answers.</summary>
    public static async Task<(DockerEngine? Engine, string? Obstacle)> FindAsync(string? host, TimeSpan deadline, CancellationToken cancellationToken)
    {
        // An older engine refuses a client that insists on a newer API, and says which one it speaks.
        var engine = new DockerEngine(host, null);
        ChildProcessResult answer;
        try
        {
            answer = await engine.RunAsync(deadline, cancellationToken, "version", "--format", "{{.Client.DefaultAPIVersion}} {{.Server.APIVersion}}");
        }
        catch (TimeoutException)
        {
            return (null, $"the docker client had no answer within {deadline.TotalSeconds:0} seconds");
        }

        if (!answer.Succeeded)
        {
            const string Refusal = "Maximum supported API version is ";
            var refusal = answer.Error.IndexOf(Refusal, StringComparison.Ordinal);
            return refusal < 0
                ? (null, answer.Complaint)
                : (engine with { ApiVersion = answer.Error[(refusal + Refusal.Length)..].Split([' ', '"', '\n'])[0].TrimEnd('.') }, null);
        }

        var versions = answer.Output.Trim().Split(' ');
        var clientIsNewer = versions.Length == 2 && Version.TryParse(versions[0], out var client) && Version.TryParse(versions[1], out var server) && client > server;
        return (clientIsNewer ? engine with { ApiVersion = versions[1] } : engine, null);
    }

    public Task<ChildProcessResult> RunAsync(CancellationToken cancellationToken, params string[] arguments) =>
        RunAsync(Deadline, cancellationToken, arguments);

    public Task<ChildProcessResult> RunAsync(TimeSpan deadline, CancellationToken cancellationToken, params string[] arguments) =>
        ChildProcess.RunAsync("docker", arguments, deadline, cancellationToken, Variables);

    public async Task<bool> HasImageAsync(string tag, CancellationToken cancellationToken) =>
        (await RunAsync(cancellationToken, "image", "inspect", "--format", "{{.Id}}", tag)).Succeeded;

    /// <summary>The image's label; null if there is no such image, or it has no such label.</summary>
    public async Task<string?> ImageLabelAsync(string tag, string label, CancellationToken cancellationToken)
    {
        var format = string.Create(CultureInfo.InvariantCulture, $"{{{{index .Config.Labels \"{label}\"}}}}");
        var answer = await RunAsync(cancellationToken, "image", "inspect", "--format", format, tag);
        return answer.Succeeded && answer.Output.Trim() is { Length: > 0 } value ? value : null;
    }

    /// <summary>The lines that a listing command prints; none if it fails.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var answer = await RunAsync(cancellationToken, arguments);
        return answer.Succeeded ? answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
    }

    public override string ToString() => Host ?? "the docker client's own choice";
}
