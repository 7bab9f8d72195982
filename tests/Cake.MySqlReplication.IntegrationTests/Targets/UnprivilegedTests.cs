using System.Globalization;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Targets;

/// <summary>A build that does not run as root, while the servers' data belongs to an account of the image.</summary>
public sealed class UnprivilegedTests : IAsyncDisposable
{
    private const string User = "54321";

    private readonly Sandbox _sandbox = new();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task It_brings_a_pair_up_and_leaves_nothing_behind()
    {
        var image = TestServer.ImageOrSkip(TestServer.Quickest);
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "only root on Linux can run a build as somebody else");
        var socket = (Environment.GetEnvironmentVariable("DOCKER_HOST") ?? "unix:///var/run/docker.sock").Replace("unix://", "", StringComparison.Ordinal);
        // The user needs a program that he can reach, and an engine that he may use.
        await RunAsync("cp", "-r", Path.GetDirectoryName(Repository.PathOfBuilt("Build"))!, Path.Combine(_sandbox.Folder, "build"));
        await RunAsync("chmod", "755", _sandbox.Folder);
        await RunAsync("chown", "-R", User, _sandbox.Folder);
        var reachable = Path.Combine(_sandbox.Folder, "docker.sock");
        await using var relay = new SocketRelay(reachable, socket);
        await RunAsync("chown", User, reachable);

        var verified = await AsUserAsync("VerifySync", reachable, $"--image={image}");
        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.Contains("in sync", verified.Output, StringComparison.Ordinal);
        var removed = await AsUserAsync("Teardown", reachable);
        Assert.True(removed.ExitCode == 0, removed.ToString());

        await _sandbox.AssertNothingIsLeftAsync();
    }

    private Task<CommandResult> AsUserAsync(string target, string socket, params string[] arguments) => Command.RunAsync(
        "setpriv",
        ["--reuid", User, "--regid", User, "--clear-groups", "dotnet", Path.Combine(_sandbox.Folder, "build", "Build.dll"),
            $"--target={target}", $"--name={_sandbox.Name}", $"--base={_sandbox.Base}", .. arguments],
        _sandbox.Folder,
        new Dictionary<string, string?> { ["HOME"] = _sandbox.Folder, ["DOCKER_HOST"] = "unix://" + socket, ["NO_COLOR"] = "1" },
        TestContext.Current.CancellationToken);

    private static async Task<CommandResult> RunAsync(string command, params string[] arguments)
    {
        var result = await Command.RunAsync(command, arguments, Path.GetTempPath(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, string.Create(CultureInfo.InvariantCulture, $"{command}: {result}"));
        return result;
    }
}
