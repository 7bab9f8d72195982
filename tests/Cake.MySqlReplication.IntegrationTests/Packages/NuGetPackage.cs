using System.IO.Compression;
using System.Xml.Linq;

namespace Cake.MySqlReplication.IntegrationTests.Packages;

/// <summary>Reads and writes packages for a feed that is a folder.</summary>
internal static class NuGetPackage
{
    private const string Framework = "net10.0";

    /// <summary>Wraps one assembly into a package of the same name.</summary>
    public static void Wrap(string assembly, string version, string feed, params (string Id, string Version)[] dependencies)
    {
        var id = Path.GetFileNameWithoutExtension(assembly);
        using var package = ZipFile.Open(Path.Combine(feed, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        package.CreateEntryFromFile(assembly, $"lib/{Framework}/{id}.dll", CompressionLevel.NoCompression);
        var nuspec = new XElement("package", new XElement(
            "metadata",
            new XElement("id", id),
            new XElement("version", version),
            new XElement("authors", "tests"),
            new XElement("description", "An assembly of Cake, wrapped by a test."),
            new XElement("dependencies", new XElement("group", new XAttribute("targetFramework", Framework), dependencies.Select(Element)))));
        using var entry = package.CreateEntry($"{id}.nuspec").Open();
        nuspec.Save(entry);
    }

    /// <summary>Makes a package declare further dependencies.</summary>
    public static void AddDependencies(string path, params (string Id, string Version)[] dependencies)
    {
        using var package = ZipFile.Open(path, ZipArchiveMode.Update);
        var entry = package.Entries.Single(IsNuspec);
        var nuspec = Load(entry);
        var group = nuspec.Descendants().Single(element => element.Name.LocalName == "group");
        group.Add(dependencies.Select(dependency => Element(dependency)).Select(element => Qualify(element, group.Name.Namespace)));
        var name = entry.FullName;
        entry.Delete();
        using var stream = package.CreateEntry(name).Open();
        nuspec.Save(stream);
    }

    /// <summary>The dependencies that a package declares, as <c>id version</c>.</summary>
    public static string[] DependenciesOf(string path)
    {
        using var package = ZipFile.OpenRead(path);
        return
        [
            .. Load(package.Entries.Single(IsNuspec)).Descendants()
                .Where(element => element.Name.LocalName == "dependency")
                .Select(element => $"{element.Attribute("id")!.Value} {element.Attribute("version")!.Value}")
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The assemblies that a package holds.</summary>
    public static string[] AssembliesOf(string path)
    {
        using var package = ZipFile.OpenRead(path);
        return [.. package.Entries.Select(entry => entry.FullName).Where(name => name.EndsWith(".dll", StringComparison.Ordinal))];
    }

    private static bool IsNuspec(ZipArchiveEntry entry) => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal);

    private static XDocument Load(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        return XDocument.Load(stream);
    }

    private static XElement Element((string Id, string Version) dependency) =>
        new("dependency", new XAttribute("id", dependency.Id), new XAttribute("version", dependency.Version));

    private static XElement Qualify(XElement element, XNamespace space) => new(space + element.Name.LocalName, element.Attributes());
}
