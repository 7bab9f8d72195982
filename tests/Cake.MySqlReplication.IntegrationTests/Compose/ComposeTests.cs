using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Compose;

/// <summary>What is exported for Compose, brought up by Compose.</summary>
public sealed class ComposeTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();
    // The second source's port was free when it was planned, and another test may have it by now.
    private readonly Dictionary<string, string?> _ports = new() { ["MASTER2_PORT"] = $"{Sandbox.WithOwnPorts(new ReplicationSettings()).SourcePort}" };

    private string? _folder;

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
            await ComposeAsync("down", "--volumes", "--timeout", "0");
        await _sandbox.DisposeAsync();
    }

    [Theory]
    [InlineData("Docker mysql-9.7", TopologyShape.FanOut, Positioning.Gtid)]
    [InlineData("Docker mariadb-10.11", TopologyShape.FanIn, Positioning.Gtid)]
    [InlineData("Docker mariadb-10.11", TopologyShape.Chain, Positioning.File)]
    public async Task A_topology_comes_up_without_this_tool_healthy_and_replicating(string place, TopologyShape shape, Positioning positioning)
    {
        Assert.SkipWhen(Command.Find("docker-compose") is null, "There is no docker-compose on PATH.");
        var settings = Sandbox.WithOwnPorts(TestPlace.Named(place).SettingsOrSkip(_sandbox) with
        {
            Topology = shape, Positioning = positioning, Replicas = shape == TopologyShape.Chain ? 2 : 1, SemiSync = true,
            ComposeFolder = Path.Combine(_sandbox.Folder, "compose"),
        });
        var topology = _sandbox.Open(settings);
        await topology.PrepareAsync(Token);

        _folder = await topology.ExportComposeAsync(Token);
        foreach (var file in new[] { "compose.yaml", "passwords.env" })
        {
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, file)));
        }

        await ComposeAsync("up", "--detach");

        await HealthyAsync(topology.Servers.Count);
        var (source, replica) = (topology.Servers[0], topology.Servers[^1]);
        await Client.ExecuteAsync(source, "CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY); INSERT INTO shop.orders VALUES (7)");
        await Client.EventuallyAsync(replica, "SELECT id FROM shop.orders", "7");
    }

    [Fact]
    public async Task A_file_that_somebody_else_wrote_is_not_overwritten()
    {
        var settings = TestPlace.QuickestProcess.SettingsOrSkip(_sandbox) with { ComposeFolder = Path.Combine(_sandbox.Folder, "compose") };
        var topology = _sandbox.Open(settings);
        await topology.PrepareAsync(Token);
        Directory.CreateDirectory(settings.ComposeFolder!);
        var file = Path.Combine(settings.ComposeFolder!, "compose.yaml");
        await File.WriteAllTextAsync(file, "services: {}", Token);

        var failure = await Assert.ThrowsAsync<MySqlReplicationException>(() => topology.ExportComposeAsync(Token));

        Assert.Contains("has files in it and was not written by this tool", failure.Message, StringComparison.Ordinal);
        Assert.Equal("services: {}", await File.ReadAllTextAsync(file, Token));
    }

    /// <summary>Waits until every container says that it is healthy, for at most two minutes.</summary>
    private async Task HealthyAsync(int count)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        CommandResult states;
        do
        {
            await Task.Delay(200, limit.Token);
            states = await Command.RunAsync(
                "docker", ["ps", "--filter", $"label=com.docker.compose.project={_sandbox.Name}", "--format", "{{.Names}} {{.Status}}"], _sandbox.Folder, cancellationToken: limit.Token);
        }
        while (states.Lines.Count(line => line.Contains("(healthy)", StringComparison.Ordinal)) < count);
    }

    private async Task ComposeAsync(params string[] arguments)
    {
        var result = await Command.RunAsync(
            "docker-compose", ["--project-name", _sandbox.Name, "--file", Path.Combine(_folder!, "compose.yaml"), .. arguments], _folder!, _ports, CancellationToken.None);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
