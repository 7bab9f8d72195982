using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Packages;

/// <summary>Where the packages come from is known to eng and to the build scripts only.</summary>
public sealed class ProductSourceTests
{
    [Theory]
    [InlineData("CakePackages")]
    [InlineData("standin")]
    [InlineData("stand-in")]
    [InlineData("#if")]
    public void No_file_of_the_product_tells_the_modes_apart(string words)
    {
        string[] files =
        [
            .. Directory.EnumerateFiles(Repository.PathOf("src"), "*", SearchOption.AllDirectories),
            .. Directory.EnumerateFiles(Repository.PathOf("build"), "*", SearchOption.AllDirectories),
        ];

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.DoesNotContain(words, File.ReadAllText(file), StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("Cake.Frosting", null, "false")]
    [InlineData("Cake.Docker", null, "false")]
    [InlineData("Cake.Docker", "true", "true")]
    public async Task A_stand_in_is_packed_on_request_only(string project, string? request, string packable)
    {
        var result = await Command.RunAsync(
            "dotnet",
            ["msbuild", $"eng/standin/{project}/{project}.csproj", "-getProperty:IsPackable", "-nologo"],
            Repository.Root,
            new Dictionary<string, string?> { ["PackStandins"] = request },
            TestContext.Current.CancellationToken);

        Assert.Equal(packable, result.Output.Trim());
    }
}
