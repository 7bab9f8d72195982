using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Processes;

/// <summary>A build that does not run as root, on a machine with no Docker engine that it could use.</summary>
public sealed class UnprivilegedProcessTests : IAsyncDisposable
{
    private const string User = "54321";

    private readonly Sandbox _sandbox = new();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task It_brings_a_pair_up_and_leaves_nothing_behind()
    {
        var place = TestPlace.QuickestProcess;
        Assert.SkipWhen(place.Obstacle is not null, place.Obstacle ?? "");
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root on Linux can run a build as somebody else");
        await RunAsync("cp", "-r", Path.GetDirectoryName(Repository.PathOfBuilt("Build"))!, Path.Combine(_sandbox.Folder, "build"));
        await RunAsync("chmod", "755", _sandbox.Folder);
        await RunAsync("chown", "-R", User, _sandbox.Folder);

        var verified = await AsUserAsync("VerifySync", place.Arguments[1]);
        Assert.Contains("Engine: local processes", verified.Output, StringComparison.Ordinal);
        Assert.Contains("in sync", verified.Output, StringComparison.Ordinal);
        await AsUserAsync("Teardown");

        await _sandbox.AssertNothingIsLeftAsync();
    }

    private Task<CommandResult> AsUserAsync(string target, params string[] arguments) => RunAsync(
        "setpriv",
        ["--reuid", User, "--regid", User, "--clear-groups", "dotnet", Path.Combine(_sandbox.Folder, "build", "Build.dll"),
            $"--target={target}", $"--name={_sandbox.Name}", $"--base={_sandbox.Base}", .. arguments]);

    private async Task<CommandResult> RunAsync(string command, params string[] arguments)
    {
        var environment = new Dictionary<string, string?>
        {
            ["HOME"] = _sandbox.Folder, ["NO_COLOR"] = "1", ["DOCKER_HOST"] = $"unix://{_sandbox.Folder}/no-such.sock",
        };
        var result = await Command.RunAsync(command, arguments, _sandbox.Folder, environment, TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, $"{command}: {result}");
        return result;
    }
}
