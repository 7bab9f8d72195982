using Cake.MySqlReplication.Engines.Process.Installations.Bundles;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Documentation;

/// <summary>
/// A folder in which snippets run as they stand, on the quickest server that can do all that they ask for: <c>./build.sh</c> is this
/// repository's build, and what runs tests is a program that is content with a connection string.
/// </summary>
internal sealed class SnippetFolder : IAsyncDisposable
{
    /// <summary>Notes that it was run, and fails where it was given no server.</summary>
    private const string TestRunner = """
        echo "${0##*/} $*" >> "${0%/*}/calls"
        case "$* ${DATABASE-} ${MYSQL_SOURCE_CONNECTION_STRING-}" in *Server=127.0.0.1*) ;; *) exit 1 ;; esac
        """;

    private readonly Sandbox _sandbox = new();
    private readonly Dictionary<string, string?> _variables;

    public SnippetFolder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are those of a POSIX shell.");
        var server = ServerProgram.Named(TestServer.MariaDb1011);
        Assert.SkipWhen(server.Obstacle is not null, server.Obstacle ?? "");
        var option = server.Option[2..].Split('=');

        WriteProgram("build.sh", $"exec '{DotNet}' '{Repository.PathOfBuilt("Build")}' \"$@\"");
        foreach (var program in new[] { "dotnet", "pytest" })
            WriteProgram($"programs/{program}", TestRunner);
        _variables = new Dictionary<string, string?>
        {
            ["PATH"] = PathOf("programs") + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
            ["MYSQL_REPLICATION_ENGINE"] = "process",
            ["MYSQL_REPLICATION_FIRST_PORT"] = $"{_sandbox.FirstPort}",
            [$"MYSQL_REPLICATION_{option[0].ToUpperInvariant().Replace('-', '_')}"] = option[1],
            // Nothing here may touch the images of other tests.
            ["DOCKER_HOST"] = "unix:///nonexistent",
            ["NO_COLOR"] = "1",
        };
    }

    public static string DotNet => Command.Find("dotnet") ?? throw new InvalidOperationException("There is no dotnet on PATH.");

    /// <summary>Gives the snippets a cache of their own, with the servers that were fetched: one of them cleans it.</summary>
    public void UseOwnCache()
    {
        Directory.CreateDirectory(PathOf("cache/cake-mysql-replication"));
        Directory.CreateSymbolicLink(PathOf("cache/cake-mysql-replication/bundles"), BundleCacheFolder.Default());
        _variables["XDG_CACHE_HOME"] = PathOf("cache");
    }

    /// <summary>What the programs that run tests were asked for.</summary>
    public IReadOnlyList<string> Calls => File.Exists(PathOf("programs/calls")) ? File.ReadAllLines(PathOf("programs/calls")) : [];

    public string PathOf(string path) => Path.Combine(_sandbox.Folder, path);

    /// <summary>Runs a program in the folder; it has to succeed.</summary>
    public async Task<CommandResult> RunAsync(string program, params string[] arguments)
    {
        var result = await Command.RunAsync(program, arguments, _sandbox.Folder, _variables, TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{result}");
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        // Below the folder in which builds begin without --base.
        var bases = PathOf(".mysql-replication");
        foreach (var folder in Directory.Exists(bases) ? Directory.GetDirectories(bases) : [])
            await _sandbox.Open(new ReplicationSettings { Name = Path.GetFileName(folder), BaseDirectory = folder, Engine = EngineKind.Process }).TeardownAsync();
        await _sandbox.DisposeAsync();
    }

    private void WriteProgram(string path, string body)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), $"#!/bin/sh\n{body}\n");
        Executable.Make(PathOf(path));
    }
}
