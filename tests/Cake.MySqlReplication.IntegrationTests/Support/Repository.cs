using System.Reflection;

namespace Cake.MySqlReplication.IntegrationTests.Support;

/// <summary>Where this repository, and what was built of it, lie on the machine.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>The NuGet cache that these tests were built from.</summary>
    public static string NuGetCache => Metadata("NuGetCache");

    /// <summary>The C# compiler of the SDK that built these tests.</summary>
    public static string Compiler => Metadata("Compiler");

    public static string CakeVersion => Metadata("CakeVersion");

    public static string CakeFrostingVersion => Metadata("CakeFrostingVersion");

    public static string CakeDockerVersion => Metadata("CakeDockerVersion");

    public static string PathOf(params string[] segments) => Path.Combine([Root, .. segments]);

    /// <summary>An assembly that was built along with these tests.</summary>
    public static string PathOfBuilt(string project) =>
        Path.Combine(Metadata("ArtifactsPath"), "bin", project, Path.GetFileName(Path.GetDirectoryName(ThisAssembly.Location))!, $"{project}.dll");

    private static Assembly ThisAssembly => typeof(Repository).Assembly;

    private static string Metadata(string key) => ThisAssembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
