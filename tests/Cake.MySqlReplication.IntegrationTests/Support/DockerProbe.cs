using System.Text.Json;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Support;

/// <summary>What the Docker engine itself says, asked beside the product.</summary>
internal static class DockerProbe
{
    private const string Label = "cake-mysql-replication.topology";

    public static async Task<string[]> LinesAsync(params string[] arguments)
    {
        var result = await Command.RunAsync("docker", arguments, Path.GetTempPath());
        Assert.True(result.ExitCode == 0, $"docker {string.Join(' ', arguments)}: {result}");
        return result.Lines;
    }

    public static async Task<JsonElement> InspectAsync(string container) =>
        JsonDocument.Parse(string.Concat(await LinesAsync("inspect", container))).RootElement[0];

    /// <summary>Containers and networks of a topology.</summary>
    public static async Task<IReadOnlyList<string>> TracesAsync(string topology) =>
    [
        .. await LinesAsync("ps", "--all", "--quiet", "--filter", $"label={Label}={topology}"),
        .. await LinesAsync("ps", "--all", "--quiet", "--filter", $"name=^{topology}_"),
        .. await LinesAsync("network", "ls", "--quiet", "--filter", $"name=^{topology}_"),
    ];
}
