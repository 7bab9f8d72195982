using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Targets;

/// <summary>Which engine a build takes that is told nothing, by the real docker client's ways to find one.</summary>
public sealed class EngineChoiceTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly string _host = Environment.GetEnvironmentVariable("DOCKER_HOST") ?? "unix:///var/run/docker.sock";

    public EngineChoiceTests() => TestServer.ImageOrSkip(TestServer.Quickest);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task Docker_is_taken_where_an_engine_answers() =>
        Assert.Equal("Engine: Docker, because a Docker engine answers.", await ChoiceAsync(new BuildRun(_sandbox)));

    [Fact]
    public async Task A_context_in_use_leads_to_its_engine() =>
        Assert.Equal("Engine: Docker, because a Docker engine answers.", await ChoiceAsync(await WithContextAsync("near", _host)));

    [Fact]
    public async Task A_context_of_another_machine_is_passed_over()
    {
        var choice = await ChoiceAsync(await WithContextAsync("far", "ssh://somebody@example.invalid"));
        Assert.StartsWith(
            "Engine: local processes, because no Docker engine can be used: The docker context far (ssh://somebody@example.invalid) names an engine on another machine",
            choice, StringComparison.Ordinal);
    }

    /// <summary>A build of a user who has chosen a context and set no variable.</summary>
    private async Task<BuildRun> WithContextAsync(string name, string host)
    {
        var build = new BuildRun(_sandbox);
        build.Environment["DOCKER_CONFIG"] = Path.Combine(_sandbox.Folder, "docker");
        build.Environment["DOCKER_HOST"] = null;
        foreach (var arguments in new[] { new[] { "context", "create", name, "--docker", "host=" + host }, ["context", "use", name] })
        {
            var result = await Command.RunAsync("docker", arguments, _sandbox.Folder, build.Environment, Token);
            Assert.True(result.ExitCode == 0, result.ToString());
        }

        return build;
    }

    /// <summary>The line that tells it. The build, which would fetch the usual server, is ended then.</summary>
    private static async Task<string?> ChoiceAsync(BuildRun build)
    {
        using var process = build.Start("PrepareDirs");
        while (await process.StandardOutput.ReadLineAsync(Token) is { } line)
        {
            if (!line.StartsWith("Engine: ", StringComparison.Ordinal))
                continue;
            await Command.RunAsync("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)], Path.GetTempPath(), cancellationToken: Token);
            await Command.EndAsync(process, Token);
            return line;
        }

        return null;
    }
}
