using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Packages;

/// <summary>
/// The product, copied out of the repository and built twice: on the stand-ins, with a feed that lacks both packages, and on
/// packages of that name, out of a feed that is a folder. Neither build sees another feed, or disturbs the repository's own.
/// </summary>
public sealed class CopyOfTheProduct : IAsyncLifetime
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cake packages ");

    public string StandinBuild => PathOf("standin/bin/Build/release");

    public string FeedBuild => PathOf("feed/bin/Build/release");

    public string StandinPackages => PathOf("standin-packages");

    public string FeedPackages => PathOf("feed-packages");

    /// <summary>What the docker client was called for.</summary>
    public string[] DockerCalls => File.Exists(PathOf("docker/calls")) ? File.ReadAllLines(PathOf("docker/calls")) : [];

    private string Root => PathOf("repository");

    private string Feed => PathOf("feed-folder");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The cache is linked and the docker client is a shell script.");
        CopyProduct();
        LinkCache();
        WriteDocker();
        Directory.CreateDirectory(Feed);
        await BuildAsync("standin", "-p:PackStandins=true");
        FillFeed();
        await BuildAsync("feed");
    }

    /// <summary>Runs a built host, with a docker client that knows of nothing.</summary>
    internal async Task<CommandResult> RunAsync(string build, params string[] arguments) => await Command.RunAsync(
        "dotnet",
        [Path.Combine(build, "Build.dll"), .. arguments],
        Root,
        new Dictionary<string, string?>
        {
            ["PATH"] = PathOf("docker") + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
            ["NO_COLOR"] = "1",
        },
        TestContext.Current.CancellationToken);

    /// <summary>A copy of a built host, some of whose assemblies come from the other build.</summary>
    public string Mix(string host, string other, params string[] assemblies)
    {
        var mixed = PathOf(Path.GetRandomFileName());
        CopyFolder(host, mixed);
        foreach (var assembly in assemblies)
            File.Copy(Path.Combine(other, assembly), Path.Combine(mixed, assembly), overwrite: true);
        return mixed;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        _directory.Delete(recursive: true);
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private string PathOf(string path) => Path.Combine(_directory.FullName, path);

    private void CopyProduct()
    {
        foreach (var folder in new[] { "src", "build", "eng" })
            CopyFolder(Repository.PathOf(folder), Path.Combine(Root, folder));
        foreach (var file in Directory.EnumerateFiles(Repository.Root))
            File.Copy(file, Path.Combine(Root, Path.GetFileName(file)));
        File.WriteAllText(Path.Combine(Root, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="folder" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """);
    }

    /// <summary>A cache that has what the machine's own has, but for the two packages; nothing is copied or fetched.</summary>
    private void LinkCache()
    {
        Directory.CreateDirectory(PathOf("cache"));
        foreach (var package in Directory.EnumerateDirectories(Repository.NuGetCache))
        {
            var id = Path.GetFileName(package);
            if (!id.StartsWith("cake.", StringComparison.Ordinal) || id == "cake.tool")
                Directory.CreateSymbolicLink(PathOf($"cache/{id}"), package);
        }
    }

    private void WriteDocker()
    {
        Directory.CreateDirectory(PathOf("docker"));
        File.WriteAllText(PathOf("docker/docker"), "#!/bin/sh\necho \"$*\" >> \"${0%/*}/calls\"\n");
        Executable.Make(PathOf("docker/docker"));
    }

    /// <summary>Packages as they are published: Cake.Frosting names the parts of Cake that it needs, Cake.Docker names none.</summary>
    private void FillFeed()
    {
        foreach (var package in Directory.EnumerateFiles(StandinPackages, "Cake.*.nupkg").Where(IsStandin))
            File.Move(package, Path.Combine(Feed, Path.GetFileName(package)));

        WrappedCake.AddTo(Feed);

        bool IsStandin(string package) => Path.GetFileName(package) is var name
            && (name == $"Cake.Frosting.{Repository.CakeFrostingVersion}.nupkg" || name == $"Cake.Docker.{Repository.CakeDockerVersion}.nupkg");
    }

    private async Task BuildAsync(string packages, params string[] properties)
    {
        var result = await Command.RunAsync(
            "dotnet",
            [
                "msbuild", "build/Build.csproj", "-restore", "-v:quiet", "-nologo", "-tl:off", "-nodeReuse:false",
                "-p:Configuration=Release", "-p:GeneratePackageOnBuild=true",
                $"-p:ArtifactsPath={PathOf(packages)}", $"-p:PackageOutputPath={PathOf($"{packages}-packages")}", .. properties,
            ],
            Root,
            new Dictionary<string, string?> { ["CakePackages"] = packages, ["NUGET_PACKAGES"] = PathOf("cache") },
            TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, $"CakePackages={packages} does not build: {result}");
    }
}
