using System.Diagnostics;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Consumers;

/// <summary>Somebody who has a repository of his own, a home and a NuGet cache that are empty, and a feed with the packages.</summary>
internal sealed class Stranger : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();

    /// <param name="consumer">The folder that is the repository.</param>
    /// <param name="feed">The only feed that he knows.</param>
    /// <param name="among">Where that folder is.</param>
    public Stranger(string consumer, LocalFeed feed, string among = "tests/consumers")
    {
        var place = TestPlace.QuickestProcess;
        Assert.SkipWhen(place.Obstacle is not null, place.Obstacle ?? "");
        var from = Repository.PathOf(among, consumer);
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(from, file)).Where(IsSource))
        {
            var copy = PathOf(path);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(from, path), copy);
        }

        File.WriteAllText(PathOf("nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="local" value="{feed.Folder}" /></packageSources>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """);
        Variables = new()
        {
            ["HOME"] = Directory.CreateDirectory(PathOf("home")).FullName,
            ["DOTNET_CLI_HOME"] = PathOf("home"),
            ["NUGET_PACKAGES"] = PathOf("packages"),
            ["DOTNET_NOLOGO"] = "1",
            ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
            ["NO_COLOR"] = "1",
            // Servers of the compiler would outlive the test.
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["UseSharedCompilation"] = "false",
            ["SHOP_NAME"] = _sandbox.Name,
            ["MYSQL_REPLICATION_BASE"] = _sandbox.Base,
            ["MYSQL_REPLICATION_FIRST_PORT"] = $"{_sandbox.FirstPort}",
        };
        foreach (var (name, value) in VariablesOf(place.Arguments))
            Variables[name] = value;
    }

    public Dictionary<string, string?> Variables { get; }

    /// <summary>Where his repository is.</summary>
    public string Folder => Path.Combine(_sandbox.Folder, "repository");

    /// <summary>Options of a build as environment variables.</summary>
    public static Dictionary<string, string?> VariablesOf(IEnumerable<string> options) => options.Select(option => option[2..].Split('=', 2))
        .ToDictionary(option => "MYSQL_REPLICATION_" + option[0].ToUpperInvariant().Replace('-', '_'), option => (string?)option[1]);

    public string PathOf(string path) => Path.Combine(Folder, path);

    /// <summary>Calls dotnet in his repository.</summary>
    public Task<CommandResult> DotnetAsync(params string[] arguments) =>
        Command.RunAsync("dotnet", arguments, Folder, Variables, TestContext.Current.CancellationToken);

    public Process StartDotnet(params string[] arguments) => Command.Start("dotnet", arguments, Folder, Variables);

    public async Task<CommandResult> SucceedAsync(params string[] arguments)
    {
        var result = await DotnetAsync(arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    /// <summary>Asserts that no server and no file of one is left, of the topology in the base folder and of those in the repository.</summary>
    public async Task AssertNothingIsLeftAsync()
    {
        await _sandbox.AssertNothingIsLeftAsync();
        var repositorys = PathOf(".mysql-replication");
        Assert.Empty(Directory.Exists(repositorys) ? Directory.GetFileSystemEntries(repositorys) : []);
    }

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    /// <summary>Somebody may have built it where it is.</summary>
    private static bool IsSource(string path) => !path.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj", "tools"]).Any();
}
