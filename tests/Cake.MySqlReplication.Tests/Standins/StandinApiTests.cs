using System.Reflection;
using Xunit;

namespace Cake.MySqlReplication.Tests.Standins;

/// <summary>
/// The lists below eng/standin/api hold signatures of the published packages. A stand-in that keeps to them can be exchanged
/// for its package, and what was built on it runs on the package.
/// </summary>
public sealed class StandinApiTests
{
    public static TheoryData<string> Assemblies => new("Cake.Frosting", "Cake.Docker");

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_stand_in_offers_nothing_that_its_package_lacks(string assembly)
    {
        Assert.SkipUnless(CakePackages == "standin", "This build uses the published packages.");
        Assert.Empty(PublicApi.Of(Assembly.Load(assembly)).Except(SignaturesOf(assembly)));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_signature_that_is_written_down_exists(string assembly) =>
        Assert.Empty(SignaturesOf(assembly).Except(PublicApi.Of(Assembly.Load(assembly))));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_stand_in_has_the_version_of_its_package(string assembly) =>
        Assert.Equal(MetadataOf($"{assembly}.Version"), Assembly.Load(assembly).GetName().Version!.ToString(3));

    private static string CakePackages => MetadataOf(nameof(CakePackages));

    private static string MetadataOf(string key) =>
        typeof(StandinApiTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;

    private static HashSet<string> SignaturesOf(string assembly)
    {
        using var text = new StreamReader(typeof(StandinApiTests).Assembly.GetManifestResourceStream($"{assembly}.api.txt")!);
        return [.. PublicApi.Read(text)];
    }
}
