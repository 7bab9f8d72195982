using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cake.MySqlReplication.Benchmarks.Measuring;

/// <summary>This repository's build, run as a user runs it, on a topology of its own.</summary>
internal sealed partial class OwnBuild
{
    private readonly Workbench _bench;
    private readonly string[] _settings;

    public OwnBuild(Workbench bench, string name, params string[] settings)
    {
        _bench = bench;
        Name = $"bench{Environment.ProcessId}-{name}";
        Base = Path.Combine(bench.Scratch, name);
        _settings = [$"--name={Name}", $"--base={Base}", .. settings];
    }

    public string Name { get; }

    public string Base { get; }

    /// <summary>In Docker, on an image.</summary>
    public static OwnBuild InDocker(Workbench bench, string name, string server, params string[] more) =>
        new(bench, name, ["--engine=docker", "--image=" + bench.Image(server), .. more]);

    /// <summary>By local processes.</summary>
    public static OwnBuild ByProcesses(Workbench bench, string name, string server, params string[] more) =>
        new(bench, name, ["--engine=process", bench.ProgramOption(server), .. more]);

    /// <summary>Runs a target to its end, from the shell.</summary>
    public async Task<BuildTimes> RunAsync(string target, CancellationToken cancellationToken, params string[] more)
    {
        var script = Path.Combine(_bench.RepositoryRoot, "build.sh");
        var result = await ChildCommand.RunAsync("bash", [script, "--target=" + target, .. _settings, .. more], cancellationToken);
        var total = Total().Match(result.Output);
        if (!total.Success)
            throw new InvalidOperationException($"The build's output has no line with the total of its tasks' times: {result.Output}");
        return new BuildTimes(TimeSpan.Parse(total.Groups[1].Value, CultureInfo.InvariantCulture).TotalMilliseconds, result.Took.TotalMilliseconds);
    }

    /// <summary>Runs something while the topology is up.</summary>
    public async Task WhileUpAsync(Func<BuildTimes, Task> action, CancellationToken cancellationToken)
    {
        try
        {
            await action(await RunAsync("VerifySync", cancellationToken));
        }
        finally
        {
            await RunAsync("Teardown", CancellationToken.None);
        }
    }

    /// <summary>The servers as the build's result file has them, the source first.</summary>
    public IReadOnlyList<BuiltServer> Servers()
    {
        using var result = JsonDocument.Parse(File.ReadAllText(Path.Combine(Base, "mysql-replication.json")));
        return
        [
            .. result.RootElement.GetProperty("servers").EnumerateArray().Select(server => new BuiltServer(
                server.GetProperty("name").GetString()!, server.GetProperty("host").GetString()!, server.GetProperty("port").GetInt32(),
                server.GetProperty("password").GetString()!, server.GetProperty("connectionString").GetString()!)),
        ];
    }

    /// <summary>Makes the next start a first one.</summary>
    public async Task CleanCacheAsync(CancellationToken cancellationToken)
    {
        var script = Path.Combine(_bench.RepositoryRoot, "build.sh");
        var result = await ChildCommand.TryAsync("bash", [script, "--target=CleanCache"], new Dictionary<string, string>(), cancellationToken);
        if (result.ExitCode != 0)
            throw new MissingPeerException("the target CleanCache does not succeed, so that no start can be made a first one");
    }

    // The last line of Cake's own report.
    [GeneratedRegex(@"^Total:\s+([\d:.]+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Total();
}

/// <summary>What a build took, in milliseconds.</summary>
/// <param name="Tasks">Its tasks together, as Cake measures them.</param>
/// <param name="Whole">The command, from the shell and back.</param>
internal sealed record BuildTimes(double Tasks, double Whole);

/// <summary>A server of a topology.</summary>
internal sealed record BuiltServer(string Name, string Host, int Port, string Password, string ConnectionString);
