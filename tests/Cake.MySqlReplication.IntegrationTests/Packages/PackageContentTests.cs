using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Cake.MySqlReplication.IntegrationTests.Consumers;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Packages;

/// <summary>What is in the packages that are published.</summary>
[Collection(LocalFeed.Collection)]
public sealed class PackageContentTests(LocalFeed feed)
{
    private const string AddIn = "Cake.MySqlReplication";
    private const string TaskLibrary = "Cake.Frosting.MySqlReplication";

    [Theory]
    [InlineData(AddIn, "cake cake-addin mysql mariadb replication docker")]
    [InlineData(TaskLibrary, "cake cake-frosting mysql mariadb replication docker")]
    public void A_package_says_what_it_is(string id, string tags)
    {
        using var package = ZipFile.OpenRead(feed.PackageOf(id));
        var metadata = Load(package, $"{id}.nuspec").Descendants().Where(element => !element.HasElements).ToLookup(element => element.Name.LocalName);

        Assert.Equal(LocalFeed.Version, metadata["version"].Single().Value);
        Assert.Equal("MIT", metadata["license"].Single(element => element.Attribute("type")?.Value == "expression").Value);
        Assert.NotEmpty(metadata["description"].Single().Value);
        Assert.Empty(tags.Split(' ').Except(metadata["tags"].Single().Value.Split(' ')));
        Assert.True(package.GetEntry(metadata["icon"].Single().Value)!.Length > 1000);
        Assert.True(package.GetEntry(metadata["readme"].Single().Value)!.Length > 1000);
    }

    [Theory]
    [InlineData(AddIn)]
    [InlineData(TaskLibrary)]
    public void A_package_has_one_assembly_its_documentation_and_its_symbols(string id)
    {
        using var package = ZipFile.OpenRead(feed.PackageOf(id));
        Assert.Equal([$"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"], Library(package));
        Assert.Contains(Load(package, $"lib/net10.0/{id}.xml").Descendants("member"), member => member.Element("example") is not null || id == TaskLibrary);

        using var symbols = ZipFile.OpenRead(Path.ChangeExtension(feed.PackageOf(id), ".snupkg"));
        Assert.Equal([$"lib/net10.0/{id}.pdb"], Library(symbols));
    }

    [Theory]
    [InlineData(AddIn)]
    [InlineData(TaskLibrary)]
    public async Task An_assembly_comes_out_the_same_whenever_it_is_built(string id)
    {
        using var package = ZipFile.OpenRead(feed.PackageOf(id));
        var copy = new MemoryStream();
        await using (var stream = await package.GetEntry($"lib/net10.0/{id}.dll")!.OpenAsync(TestContext.Current.CancellationToken))
            await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
        copy.Position = 0;

        using var assembly = new PEReader(copy);
        // https://github.com/dotnet/runtime/blob/main/docs/design/specs/PE-COFF.md#deterministic-debug-directory-entry-type-16
        Assert.Contains(assembly.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    [Fact]
    public void What_a_package_needs_it_names()
    {
        var own = NuGetPackage.DependenciesOf(feed.PackageOf(AddIn)).Select(dependency => dependency.Split(' ')[0]);
        var library = NuGetPackage.DependenciesOf(feed.PackageOf(TaskLibrary));

        Assert.Equal(["Cake.Docker", "MySqlConnector", "SharpCompress"], own);
        Assert.Contains($"{AddIn} {LocalFeed.Version}", library);
        Assert.Contains(library, dependency => dependency.StartsWith("Cake.Frosting ", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Library(ZipArchive package) =>
        package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static XDocument Load(ZipArchive package, string entry)
    {
        using var stream = package.GetEntry(entry)!.Open();
        return XDocument.Load(stream);
    }
}
