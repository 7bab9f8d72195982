using Cake.Docker;
using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Replication;

/// <summary>A docker client that a signal ends before its engine has answered. Ctrl-C does that: a terminal sends it to the client, too.</summary>
public sealed class CutOffClientTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly string _image;
    private readonly DockerCli _docker;

    public CutOffClientTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The client's stand-in is a shell script.");
        _image = TestServer.ImageOrSkip(TestServer.Quickest);
        _sandbox.Context.Tools.RegisterFile(KilledBeforeItCreates());
        _docker = new DockerCli(_sandbox.Context, new SlowClock());
    }

    private TopologyId Id => new(_sandbox.Name, _sandbox.Base);

    private string Name => _sandbox.Name + "_late";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_network_that_the_engine_makes_all_the_same_is_removed()
    {
        var created = await _docker.CreateNetworkAsync(new DockerNetworkCreateSettings { Label = DockerLabels.For(Id) }, Name, Token);

        Assert.False(created.Succeeded);
        await RemoveWhileTheEngineCreatesAsync();
    }

    [Fact]
    public async Task A_container_that_the_engine_makes_all_the_same_is_removed()
    {
        var settings = new DockerContainerRunSettings { Name = Name, Detach = true, Label = DockerLabels.For(Id), Network = "none", Entrypoint = "sleep" };
        var created = await _docker.RunContainerAsync(settings, _image, "600", [], Token);

        Assert.False(created.Succeeded);
        await RemoveWhileTheEngineCreatesAsync();
    }

    private async Task RemoveWhileTheEngineCreatesAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        var removal = new DockerRemoval(_docker, Id).RunAsync(isKnown: true, () => Task.CompletedTask, limit.Token);
        while (!File.Exists(PathOf("looked")))
            await Task.Delay(10, limit.Token);

        var created = await Command.RunAsync("docker", (await File.ReadAllTextAsync(PathOf("command"), limit.Token)).Split('\0')[..^1], _sandbox.Folder, cancellationToken: limit.Token);

        Assert.True(created.ExitCode == 0, created.ToString());
        await removal;
        await _sandbox.AssertNothingIsLeftAsync();
    }

    private string PathOf(string file) => Path.Combine(_sandbox.Folder, file);

    /// <summary>A client that keeps what it is to create, and is killed. It says when it has listed the networks that there are.</summary>
    private string KilledBeforeItCreates()
    {
        var client = PathOf("docker");
        File.WriteAllText(client, $"""
            #!/bin/sh
            case "$1 $2" in
              "network create" | "run "*)
                printf '%s\0' "$@" >'{PathOf("command")}'
                kill -KILL $$ ;;
              "network ls")
                '{Command.Find("docker")}' "$@"
                touch '{PathOf("looked")}' ;;
              *)
                exec '{Command.Find("docker")}' "$@" ;;
            esac

            """);
        Executable.Make(client);
        return client;
    }

    /// <summary>A tenth as quick as the machine's: all waits are as long as a busy engine needs.</summary>
    private sealed class SlowClock : TimeProvider
    {
        public override long GetTimestamp() => base.GetTimestamp() / 10;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : dueTime * 10, period);
    }
}
