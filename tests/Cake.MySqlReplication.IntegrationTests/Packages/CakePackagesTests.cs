using System.Text.Json;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Packages;

/// <summary>The product stands on the published packages and on the stand-ins alike, and cannot tell them apart.</summary>
public sealed class CakePackagesTests(CopyOfTheProduct product) : IClassFixture<CopyOfTheProduct>
{
    private const string TaskLibrary = "Cake.Frosting.MySqlReplication.dll";
    private const string AddIn = "Cake.MySqlReplication.dll";

    [Fact]
    public void On_the_feed_both_come_from_packages_and_otherwise_from_projects()
    {
        Assert.Equal(("package", "package"), OriginsIn(product.FeedBuild));
        Assert.Equal(("project", "project"), OriginsIn(product.StandinBuild));
    }

    [Fact]
    public void Both_builds_run_the_same_Cake()
    {
        foreach (var assembly in new[] { "Cake.Core.dll", "Cake.Common.dll", "Cake.Cli.dll", "Spectre.Console.Cli.dll" })
        {
            Assert.Equal(
                File.ReadAllBytes(Path.Combine(product.StandinBuild, assembly)),
                File.ReadAllBytes(Path.Combine(product.FeedBuild, assembly)));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Each_build_runs_its_tasks(bool feed) => AssertRuns(feed ? product.FeedBuild : product.StandinBuild);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_task_library_built_on_the_one_runs_in_a_host_built_on_the_other(bool feedHost)
    {
        var (host, other) = feedHost ? (product.FeedBuild, product.StandinBuild) : (product.StandinBuild, product.FeedBuild);
        return AssertRuns(product.Mix(host, other, TaskLibrary, AddIn));
    }

    [Fact]
    public void A_package_depends_on_Cake_Frosting_and_Cake_Docker_by_name_in_either_mode()
    {
        foreach (var folder in new[] { product.StandinPackages, product.FeedPackages })
        {
            var library = Directory.EnumerateFiles(folder, "Cake.Frosting.MySqlReplication.*.nupkg").Single();
            var addIn = Directory.EnumerateFiles(folder, "Cake.MySqlReplication.*.nupkg").Single();

            Assert.Contains($"Cake.Frosting {Repository.CakeFrostingVersion}", NuGetPackage.DependenciesOf(library));
            Assert.Contains($"Cake.Docker {Repository.CakeDockerVersion}", NuGetPackage.DependenciesOf(addIn));
            Assert.Equal([$"lib/net10.0/{TaskLibrary}"], NuGetPackage.AssembliesOf(library));
            Assert.Equal([$"lib/net10.0/{AddIn}"], NuGetPackage.AssembliesOf(addIn));
        }
    }

    [Fact]
    public void A_package_declares_the_same_dependencies_in_either_mode() => Assert.Equal(
        Directory.EnumerateFiles(product.FeedPackages).Order(StringComparer.Ordinal)
            .Select(package => (Path.GetFileName(package), string.Join(", ", NuGetPackage.DependenciesOf(package)))),
        Directory.EnumerateFiles(product.StandinPackages).Order(StringComparer.Ordinal)
            .Select(package => (Path.GetFileName(package), string.Join(", ", NuGetPackage.DependenciesOf(package)))));

    private static (string Frosting, string Docker) OriginsIn(string build)
    {
        using var dependencies = JsonDocument.Parse(File.ReadAllText(Path.Combine(build, "Build.deps.json")));
        var libraries = dependencies.RootElement.GetProperty("libraries");
        return (TypeOf($"Cake.Frosting/{Repository.CakeFrostingVersion}"), TypeOf($"Cake.Docker/{Repository.CakeDockerVersion}"));

        string TypeOf(string library) => libraries.GetProperty(library).GetProperty("type").GetString()!;
    }

    private async Task AssertRuns(string host)
    {
        var description = await product.RunAsync(host, "--description");
        Assert.True(description.ExitCode == 0, description.ToString());
        Assert.Contains("VerifySync", description.Output, StringComparison.Ordinal);

        var tree = await product.RunAsync(host, "--tree");
        Assert.Contains(tree.Lines, line => line.EndsWith("ConfigureReplication", StringComparison.Ordinal));

        var settings = await product.RunAsync(host, "--target=Settings");
        Assert.Contains("--replicas", settings.Output, StringComparison.Ordinal);

        // A task of the library, down to the docker client; there is nothing of this name to be removed.
        var callsBefore = product.DockerCalls.Length;
        var teardown = await product.RunAsync(host, "--target=Teardown", "--name=package-modes");
        Assert.True(teardown.ExitCode == 0, teardown.ToString());
        Assert.Matches("Teardown .* Succeeded", teardown.Output);
        Assert.NotEmpty(product.DockerCalls[callsBefore..]);
    }
}
