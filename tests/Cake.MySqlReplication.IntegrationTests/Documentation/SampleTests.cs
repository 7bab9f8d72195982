using System.Text.RegularExpressions;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Documentation;

/// <summary>The sample in a folder of its own, as somebody has it who has copied it and found the package on a feed.</summary>
public sealed partial class SampleTests : IAsyncDisposable
{
    private const string Sample = "samples/read-write-split";

    private readonly Sandbox _sandbox = new();

    public async ValueTask DisposeAsync()
    {
        var place = new ReplicationSettings { Name = "read-write-split", BaseDirectory = PathOf("sample/.mysql-replication/read-write-split"), Engine = EngineKind.Process };
        await _sandbox.Open(place).TeardownAsync();
        await _sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData(TestServer.MariaDb1011)]
    public async Task The_sample_tests_itself_on_servers_of_its_own(string server)
    {
        var program = ServerProgram.Named(server);
        Assert.SkipWhen(program.Obstacle is not null, program.Obstacle ?? "");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The feed is made of links.");
        await FillFeedAsync();
        CopySample();

        await RunAsync(PathOf("sample"), "tool", "restore");
        // As the guide says it, with the server and the ports that this test has.
        var run = await RunAsync(PathOf("sample"), ["cake", "--engine=process", program.Option, $"--first-port={_sandbox.FirstPort}"]);

        Assert.Matches(@"Passed!|total: 4\b", run.Output);
        Assert.Matches("succeeded: 4", run.Output);
        Assert.False(Directory.Exists(PathOf("sample/.mysql-replication/read-write-split")), "The sample has left its servers behind.");
    }

    private string PathOf(string path) => Path.Combine(_sandbox.Folder, path);

    /// <summary>The packages of this repository, and those that the machine has already.</summary>
    private async Task FillFeedAsync()
    {
        Directory.CreateDirectory(PathOf("feed"));
        Directory.CreateDirectory(PathOf("cache"));
        foreach (var package in Directory.GetDirectories(Repository.NuGetCache))
        {
            foreach (var file in Directory.GetDirectories(package).SelectMany(version => Directory.GetFiles(version, "*.nupkg")))
                File.CreateSymbolicLink(PathOf($"feed/{Path.GetFileName(file)}"), file);
            Directory.CreateSymbolicLink(PathOf($"cache/{Path.GetFileName(package)}"), package);
        }

        await PackAsync("src/Cake.MySqlReplication");
        if (Repository.CakePackages == "standin")
            await PackAsync("eng/standin/Cake.Docker");
    }

    private Task PackAsync(string project) => RunAsync(
        Repository.Root,
        "msbuild", $"{project}/{Path.GetFileName(project)}.csproj", "-t:Pack", "-v:quiet", "-nologo", "-tl:off", "-nodeReuse:false", "-p:Configuration=Release",
        "-p:NoBuild=true", "-p:PackStandins=true", $"-p:PackageOutputPath={PathOf("feed")}");

    private void CopySample()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf(Sample), "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(Repository.PathOf(Sample), file);
            if (path.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj", "tools", ".mysql-replication"]).Any())
                continue;
            var copy = PathOf(Path.Combine("sample", path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var package = Path.GetFileName(Directory.GetFiles(PathOf("feed"), "Cake.MySqlReplication.*.nupkg").Single());
        var script = File.ReadAllText(PathOf("sample/build.cake"));
        File.WriteAllText(PathOf("sample/build.cake"), AddInVersion().Replace(script, PackageVersion().Match(package).Groups[1].Value));
        File.WriteAllText(PathOf("sample/nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="folder" value="{PathOf("feed")}" /></packageSources>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """);
    }

    private async Task<CommandResult> RunAsync(string folder, params string[] arguments)
    {
        var variables = new Dictionary<string, string?>
        {
            ["CakePackages"] = Repository.CakePackages,
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["UseSharedCompilation"] = "false",
            ["NO_COLOR"] = "1",
        };
        // Packing is done with what these tests were built from.
        if (folder != Repository.Root)
            variables["NUGET_PACKAGES"] = PathOf("cache");
        var result = await Command.RunAsync("dotnet", arguments, folder, variables, TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{result}");
        return result;
    }

    [GeneratedRegex(@"(?<=Cake\.MySqlReplication&version=)[^&\s]+")]
    private static partial Regex AddInVersion();

    [GeneratedRegex(@"^Cake\.MySqlReplication\.(\d.*)\.nupkg$")]
    private static partial Regex PackageVersion();
}
