using System.Reflection;

namespace Cake.MySqlReplication.IntegrationTests.Support;

/// <summary>Where this repository, and what was built of it, lie on the machine.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string PathOf(params string[] segments) => Path.Combine([Root, .. segments]);

    /// <summary>An assembly that was built along with these tests.</summary>
    public static string PathOfBuilt(string project) =>
        Path.Combine(Metadata("ArtifactsPath"), "bin", project, Path.GetFileName(Path.GetDirectoryName(ThisAssembly.Location))!, $"{project}.dll");

    private static Assembly ThisAssembly => typeof(Repository).Assembly;

    private static string Metadata(string key) => ThisAssembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
