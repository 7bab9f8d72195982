namespace Build.TestEnvironment;

/// <summary>Finds a Docker engine for the tests, or makes one.</summary>
internal sealed class DockerEngineProvider(TestCache cache, Steps steps) : IAsyncDisposable
{
    /// <summary>Set to anything, it leaves the private engine running, so that the next run need not start it.</summary>
    public const string KeepVariable = "MYSQL_REPLICATION_TEST_KEEP_ENGINE";

    private static readonly TimeSpan ProbeDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromMinutes(3);
    private PrivateDockerEngine? started;

    /// <summary>The engine; or null, and why there can be none.</summary>
    public async Task<(DockerEngine? Engine, string? Obstacle)> FindOrStartAsync(CancellationToken cancellationToken)
    {
        var (engine, silence) = await DockerEngine.FindAsync(null, ProbeDeadline, cancellationToken);
        if (engine is not null)
        {
            steps.Say($"using the Docker engine that answers `docker version`{(engine.ApiVersion is { } api ? $" (API {api})" : "")}");
            return (engine, null);
        }

        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return (null, $"no Docker engine answers ({silence}), and starting a private one needs Linux and root");
        string[] needed = ["dockerd", "docker", "ip", "iptables-save"];
        if (needed.Any(program => Programs.Find(program) is null))
        {
            if (DebianPackages.Obstacle is { } obstacle)
                return (null, $"no Docker engine answers ({silence}), and {obstacle}");
            await new DebianPackages(steps).InstallAsync("no Docker engine answers, and there is not all that one needs", cancellationToken, "docker.io", "iproute2", "iptables");
        }

        // What is exported for Compose is brought up by it. Without it, those tests are skipped and say so.
        if (Programs.Find("docker-compose") is null && DebianPackages.Obstacle is null)
            await new DebianPackages(steps).InstallAsync("there is no docker-compose", cancellationToken, "docker-compose");

        started = new PrivateDockerEngine(cache, steps);
        return (await started.StartAsync(cancellationToken), null);
    }

    public async ValueTask DisposeAsync()
    {
        var engine = Interlocked.Exchange(ref started, null);
        if (engine is null)
            return;
        if (Environment.GetEnvironmentVariable(KeepVariable) is { Length: > 0 })
        {
            steps.Say($"leaving the private engine running, as {KeepVariable} asks");
            return;
        }

        // Also after a cancelled run: hence not that run's token.
        using var patience = new CancellationTokenSource(StopDeadline);
        await engine.StopAsync(patience.Token);
    }
}
