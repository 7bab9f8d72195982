using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.Tests.Standins;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

/// <summary>A docker client that never ends, as it is when its engine hangs.</summary>
public sealed class DockerPatienceTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_only_looks_is_given_up_after_half_a_minute_and_said()
    {
        using var docker = new FakeDocker(hangs: true);
        var asked = new DockerCli(docker.Context, _clock).CommandAsync("network ls --quiet", Cancellation);
        await docker.CalledAsync();

        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(asked.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        var outcome = await asked.WaitAsync(Soon, Cancellation);
        Assert.True(DockerErrors.EngineIsAway(outcome));
        Assert.Equal(
            "The Docker engine does not answer: `docker network ls` got no answer within 30 seconds. " +
            "It hangs, or the machine is overloaded. Restart Docker, or point DOCKER_HOST to another engine.",
            Assert.Throws<MySqlReplicationException>(() => outcome.OrThrow("list networks")).Message);
        Assert.False(docker.Runs);
    }

    [Fact]
    public async Task What_changes_something_is_given_up_after_two_minutes()
    {
        using var docker = new FakeDocker(hangs: true);
        var run = new DockerCli(docker.Context, _clock).RunContainerAsync(new(), "mysql", null, [], Cancellation);
        await docker.CalledAsync();

        _clock.Advance(TimeSpan.FromSeconds(119));
        Assert.False(run.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("`docker run` got no answer within 120 seconds.", (await run.WaitAsync(Soon, Cancellation)).Error);
        Assert.False(docker.Runs);
    }

    [Fact]
    public async Task A_cancellation_ends_at_once_what_only_looks()
    {
        using var docker = new FakeDocker(hangs: true);
        using var cancellation = new CancellationTokenSource();
        var asked = new DockerCli(docker.Context, _clock).CommandAsync("ps --all", cancellation.Token);
        await docker.CalledAsync();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked.WaitAsync(Soon, Cancellation));
        Assert.False(docker.Runs);
    }

    [Fact]
    public async Task A_cancellation_ends_a_pull_at_once()
    {
        using var docker = new FakeDocker(hangs: true);
        using var cancellation = new CancellationTokenSource();
        var pull = new DockerCli(docker.Context, _clock).PullAsync("mysql", _ => { }, cancellation.Token);
        await docker.CalledAsync();
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.False(pull.IsCompleted);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pull.WaitAsync(Soon, Cancellation));
        Assert.False(docker.Runs);
    }

    [Fact]
    public async Task After_a_cancellation_what_changes_something_has_ten_seconds_to_end()
    {
        using var docker = new FakeDocker(hangs: true);
        using var cancellation = new CancellationTokenSource();
        var run = new DockerCli(docker.Context, _clock).RunContainerAsync(new(), "mysql", null, [], cancellation.Token);
        await docker.CalledAsync();

        await cancellation.CancelAsync();
        Assert.False(run.IsCompleted);
        Assert.True(docker.Runs);
        while (!run.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(5));
            await Task.WhenAny(run, Task.Delay(50, Cancellation));
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.False(docker.Runs);
    }

    [Theory]
    [InlineData("inspect x", 30)]
    [InlineData("image inspect x", 30)]
    [InlineData("ps --all", 30)]
    [InlineData("logs x", 30)]
    [InlineData("network ls", 30)]
    [InlineData("network rm x", 120)]
    [InlineData("psx", 120)]
    public void Commands_that_only_look_have_less_time(string command, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), DockerPatience.For(command).Deadline);
}
