using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Targets;

/// <summary>A docker client that a signal ends before its engine has answered. Ctrl-C does that: a terminal sends it to the client, too.</summary>
public sealed class CutOffClientTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData("network create")]
    [InlineData("run --detach")]
    public async Task What_the_engine_creates_all_the_same_does_not_stay(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The client's stand-in is a shell script.");
        var image = TestServer.ImageOrSkip(TestServer.Quickest);
        var build = new BuildRun(_sandbox);
        build.Environment["PATH"] = EndsBefore(command) + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");

        await build.FailAsync("VerifySync", "--engine=docker", $"--image={image}");

        await Command.RunAsync("sh", ["-c", "while kill -0 \"$(cat late)\" 2>/dev/null; do sleep 0.05; done"], _sandbox.Folder, cancellationToken: TestContext.Current.CancellationToken);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    /// <summary>A folder with a client that is killed at its first such command, which its engine gets, and is done with, later.</summary>
    private string EndsBefore(string command)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_sandbox.Folder, "client")).FullName;
        var late = Path.Combine(_sandbox.Folder, "late");
        var client = Path.Combine(folder, "docker");
        File.WriteAllText(client, $"""
            #!/bin/sh
            case "$*" in "{command}"*)
              if mkdir '{late}.once' 2>/dev/null; then
                (sleep 0.7; exec '{Command.Find("docker")}' "$@") >/dev/null 2>&1 &
                echo $! >'{late}'
                kill -KILL $$
              fi
            esac
            exec '{Command.Find("docker")}' "$@"

            """);
        Executable.Make(client);
        return folder;
    }
}
