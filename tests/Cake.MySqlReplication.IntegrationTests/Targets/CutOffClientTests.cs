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

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!File.Exists(Path.Combine(_sandbox.Folder, "done")))
            await Task.Delay(50, limit.Token);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    /// <summary>A folder with a client that is killed at its first such command. Its engine gets that when somebody looks what there is, and is done with it later.</summary>
    private string EndsBefore(string command)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_sandbox.Folder, "client")).FullName;
        var client = Path.Combine(folder, "docker");
        File.WriteAllText(client, $"""
            #!/bin/sh
            docker='{Command.Find("docker")}'
            cd '{_sandbox.Folder}'
            case "$*" in
              "{command}"*)
                if mkdir killed 2>/dev/null; then
                  printf '%s\0' "$@" >command
                  kill -KILL $$
                fi ;;
              "network ls"*)
                if [ -s command ] && mkdir begun 2>/dev/null; then
                  (sleep 0.4; xargs -0 "$docker" <command; touch done) >late.log 2>&1 &
                fi ;;
            esac
            exec "$docker" "$@"

            """);
        Executable.Make(client);
        return folder;
    }
}
