using System.IO.Compression;
using Cake.MySqlReplication.IntegrationTests.Packages;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Consumers;

/// <summary>
/// A feed that is a folder, with the packages as they are packed now and all that they depend on. What the machine's feed does not
/// serve is packed from the stand-ins, for this folder alone.
/// </summary>
public sealed class LocalFeed : IAsyncLifetime
{
    /// <summary>The tests that share one feed: it takes seconds to fill.</summary>
    public const string Collection = "packages";

    /// <summary>The version that the examples ask for, whatever Git's tags say.</summary>
    public const string Version = "0.1.0";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("mysql-replication-feed-");

    public string Folder => _directory.FullName;

    public async ValueTask InitializeAsync()
    {
        var result = await Command.RunAsync(
            "dotnet",
            [
                "msbuild", "Cake.MySqlReplication.sln", "-t:Pack", "-v:quiet", "-nologo", "-tl:off", "-nodeReuse:false",
                "-p:Configuration=Release", "-p:NoBuild=true", "-p:PackStandins=true", $"-p:MinVerVersionOverride={Version}", $"-p:PackageOutputPath={Folder}",
            ],
            Repository.Root,
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, result.ToString());
        if (File.Exists(Path.Combine(Folder, $"Cake.Frosting.{Repository.CakeFrostingVersion}.nupkg")))
            WrappedCake.AddTo(Folder);

        foreach (var package in Directory.GetFiles(Folder, "*.nupkg"))
            AddDependenciesOf(package);
        Add("cake.tool", Repository.CakeVersion);
    }

    public ValueTask DisposeAsync()
    {
        _directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The package of this name.</summary>
    public string PackageOf(string id) =>
        Directory.EnumerateFiles(Folder, "*.nupkg").Single(file => Path.GetFileName(file) is var name
            && name.StartsWith($"{id}.", StringComparison.OrdinalIgnoreCase) && char.IsDigit(name[id.Length + 1]));

    /// <summary>Unpacks the assembly of a package, as somebody does by hand.</summary>
    public void Unpack(string id, string folder)
    {
        Directory.CreateDirectory(folder);
        using var package = ZipFile.OpenRead(PackageOf(id));
        package.Entries.Where(entry => entry.Name == $"{id}.dll").OrderBy(entry => FrameworkOf(entry.FullName)).Last()
            .ExtractToFile(Path.Combine(folder, $"{id}.dll"));
    }

    /// <summary>The newest of .NET's own frameworks last.</summary>
    private static int FrameworkOf(string path) =>
        path.Split('/')[1] is var name && name.StartsWith("net", StringComparison.Ordinal) && name.EndsWith(".0", StringComparison.Ordinal) && int.TryParse(name[3..^2], out var version)
            ? version
            : 0;

    private void AddDependenciesOf(string package)
    {
        foreach (var dependency in NuGetPackage.DependenciesOf(package).Distinct())
            Add(dependency.Split(' ')[0].ToLowerInvariant(), dependency.Split(' ')[1]);
    }

    /// <summary>Takes a package that the machine has fetched before; those of other frameworks were not.</summary>
    private void Add(string id, string version)
    {
        var name = $"{id}.{version}.nupkg";
        var cached = Path.Combine(Repository.NuGetCache, id, version, name);
        var copy = Path.Combine(Folder, name);
        if (!File.Exists(cached) || File.Exists(copy))
            return;
        File.Copy(cached, copy);
        AddDependenciesOf(copy);
    }
}
