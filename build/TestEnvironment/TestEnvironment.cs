using Cake.Core.Diagnostics;

namespace Build.TestEnvironment;

/// <summary>
/// What the integration tests need around them: a Docker engine and server images. Uses what the machine has, brings up
/// what it lacks, says so, and takes it down again when disposed.
/// </summary>
public sealed class TestEnvironment : IAsyncDisposable
{
    /// <summary>Which images the tests use: <c>mysql-9.7=tag;mysql-5.6=tag;mariadb-10.11=tag</c>, without those that there are not.</summary>
    public const string ImagesVariable = "MYSQL_REPLICATION_TEST_IMAGES";

    /// <summary>Why tests that need a Docker engine are to be skipped. Not set if there is one.</summary>
    public const string SkipDockerVariable = "MYSQL_REPLICATION_TEST_SKIP_DOCKER";

    /// <summary>Which programs the tests of local processes use: <c>mysql-9.7=9.7;mysql-5.6=path;…</c>, paths or versions.</summary>
    public const string ServersVariable = "MYSQL_REPLICATION_TEST_SERVERS";

    private readonly DockerEngineProvider provider;

    private TestEnvironment(DockerEngineProvider provider) => this.provider = provider;

    /// <summary>Environment variables for the test process.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; private set; } = new Dictionary<string, string>();

    /// <summary>Brings the environment up. What cannot be had is a warning and a variable that says why, not an error.</summary>
    /// <param name="log">Where each step is told.</param>
    /// <param name="repositoryRoot">The folder that holds tests/images.</param>
    /// <param name="cancellationToken">Gives up, and takes down what was brought up by then.</param>
    public static async Task<TestEnvironment> StartAsync(ICakeLog log, string repositoryRoot, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(log);
        var steps = new Steps(log);
        await new TerminalPrograms(steps).EnsureAsync(cancellationToken);
        var cache = new TestCache();
        var environment = new TestEnvironment(new DockerEngineProvider(cache, steps));
        var servers = new TestServers(cache, steps).ResolveAsync(cancellationToken);
        try
        {
            environment.Variables = With(await environment.BringUpAsync(cache, repositoryRoot, steps, cancellationToken), await servers);
            return environment;
        }
        catch (Exception e)
        {
            await environment.DisposeAsync();
            if (e is not (InvalidOperationException or TimeoutException or IOException))
                throw;
            environment.Variables = With(SkipDocker(e.Message, steps), await servers);
            return environment;
        }
    }

    public ValueTask DisposeAsync() => provider.DisposeAsync();

    private async Task<IReadOnlyDictionary<string, string>> BringUpAsync(
        TestCache cache, string repositoryRoot, Steps steps, CancellationToken cancellationToken)
    {
        var (engine, obstacle) = await provider.FindOrStartAsync(cancellationToken);
        if (engine is null)
            return SkipDocker(obstacle ?? "no Docker engine answers", steps);

        var images = await new TestImages(engine, cache, repositoryRoot, steps).ResolveAsync(cancellationToken);
        foreach (var missing in images.Where(image => image.Tag is null))
            steps.Warn($"TESTS OF {missing.Image.Name} ARE SKIPPED: {missing.Obstacle}");

        return new Dictionary<string, string>(engine.Variables)
        {
            [ImagesVariable] = string.Join(';', images.Where(image => image.Tag is not null).Select(image => $"{image.Image.Name}={image.Tag}")),
        };
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> variables, string servers) =>
        new(variables) { [ServersVariable] = servers };

    private static Dictionary<string, string> SkipDocker(string reason, Steps steps)
    {
        steps.Warn($"TESTS THAT NEED DOCKER ARE SKIPPED: {reason}");
        return new Dictionary<string, string> { [SkipDockerVariable] = reason };
    }
}
