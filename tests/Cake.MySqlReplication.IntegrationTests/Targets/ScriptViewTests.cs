using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Targets;

/// <summary>The same view in the host of Cake's scripts, which has its own copy of what draws it.</summary>
public sealed class ScriptViewTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_script_that_references_the_add_in_shows_it()
    {
        var place = TestPlace.QuickestProcess;
        Assert.SkipWhen(place.Obstacle is not null, place.Obstacle ?? "");
        var built = Path.GetDirectoryName(Repository.PathOfBuilt("Build"))!;
        string[] assemblies = ["MySqlConnector.dll", "SharpCompress.dll", "Cake.Docker.dll", "Cake.MySqlReplication.dll"];
        var script = Path.Combine(_sandbox.Folder, "build.cake");
        await File.WriteAllTextAsync(
            script,
            $$"""
            {{string.Join('\n', assemblies.Select(assembly => $"#reference \"{Path.Combine(built, assembly)}\""))}}
            Task("Default").Does(async () => await StartMySqlReplication());
            RunTarget("Default");

            """,
            TestContext.Current.CancellationToken);
        var build = new BuildRun(_sandbox);
        build.UseOwnCache();
        foreach (var variable in new[] { "NO_COLOR", "CI", "GITHUB_ACTIONS" })
            build.Environment[variable] = null;
        var cake = Path.Combine(Repository.NuGetCache, "cake.tool", Repository.CakeVersion, "tools", "net10.0", "any", "Cake.dll");
        await using var terminal = await Tmux.StartAsync(
            _sandbox.Folder, 80, build.Environment, ["dotnet", cake, script, .. build.Words("Default", [.. place.Arguments, "--replicas=2"]).Skip(1)]);

        var lines = await terminal.WaitAsync(lines => lines.Any(line => line.StartsWith('●')));
        Assert.Contains(lines, line => line.StartsWith($"── {_sandbox.Name}: starting servers ", StringComparison.Ordinal));

        var (left, exitCode) = await terminal.EndAsync();
        Assert.Equal("0", exitCode);
        Assert.DoesNotContain(left, line => line.StartsWith('●'));
        Assert.Contains(left, line => line.Contains(": in sync (", StringComparison.Ordinal));
    }
}
