using Cake.MySqlReplication.IntegrationTests.Support;

namespace Cake.MySqlReplication.IntegrationTests.Packages;

/// <summary>
/// The parts of Cake as packages, out of the Cake.Tool package, for a feed that serves none: what a package of the stand-in for
/// Cake.Frosting depends on, as the published one does.
/// </summary>
internal static class WrappedCake
{
    private const string Spectre = "0.57.0";

    private static string CakeTool => Path.Combine(Repository.NuGetCache, "cake.tool", Repository.CakeVersion, "tools", "net10.0", "any");

    /// <param name="feed">A folder that holds a package of the stand-in.</param>
    public static void AddTo(string feed)
    {
        var cake = Repository.CakeVersion;
        (string Id, string Version) core = ("Cake.Core", cake);
        Wrap("Cake.Core", cake);
        Wrap("Cake.Common", cake, core);
        Wrap("Cake.NuGet", cake, core);
        Wrap("Cake.DotNetTool.Module", cake, core);
        Wrap("Spectre.Console.Ansi", Spectre);
        Wrap("Spectre.Console", Spectre, ("Spectre.Console.Ansi", Spectre));
        Wrap("Spectre.Console.Cli", Spectre, ("Spectre.Console", Spectre));
        Wrap("Cake.Cli", cake, core, ("Spectre.Console.Cli", Spectre));
        NuGetPackage.AddDependencies(
            Path.Combine(feed, $"Cake.Frosting.{Repository.CakeFrostingVersion}.nupkg"),
            core,
            ("Cake.Common", cake),
            ("Cake.Cli", cake),
            ("Cake.NuGet", cake),
            ("Cake.DotNetTool.Module", cake));

        void Wrap(string assembly, string version, params (string, string)[] dependencies) =>
            NuGetPackage.Wrap(Path.Combine(CakeTool, $"{assembly}.dll"), version, feed, dependencies);
    }
}
