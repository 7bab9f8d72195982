using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.Tests.Standins;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

/// <summary>What a client was creating when it ended before its engine had answered.</summary>
public sealed class CutOffCreationsTests
{
    private const int EndedByInterrupt = 130;

    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_waited_for_until_the_engine_shows_it()
    {
        using var docker = new FakeDocker(exitCode: EndedByInterrupt);
        docker.Answer("ps", "--all", "mysql_slave\n");
        docker.Answer("network", "ls", "bridge\n");
        var client = new DockerCli(docker.Context, _clock);
        await client.CreateNetworkAsync(new(), "mysql_replication", Cancellation);
        await client.RunContainerAsync(new() { Name = "mysql_slave" }, "mysql", null, [], Cancellation);

        var start = _clock.GetTimestamp();
        var settling = client.SettleAsync(Cancellation);
        await LookedAsync(docker, 1);
        Assert.False(settling.IsCompleted);
        docker.Answer("network", "ls", "bridge\nmysql_replication\n");
        while (!settling.IsCompleted)
            await TickAsync(settling);

        Assert.True(_clock.GetElapsedTime(start) < TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Is_given_up_when_the_engine_does_not_show_it_in_two_seconds()
    {
        using var docker = new FakeDocker(exitCode: EndedByInterrupt);
        docker.Answer("ps", "--all", "");
        docker.Answer("network", "ls", "bridge\n");
        var client = new DockerCli(docker.Context, _clock);
        await client.CreateNetworkAsync(new(), "mysql_replication", Cancellation);

        var start = _clock.GetTimestamp();
        var settling = client.SettleAsync(Cancellation);
        while (!settling.IsCompleted)
            await TickAsync(settling);

        Assert.True(_clock.GetElapsedTime(start) >= TimeSpan.FromSeconds(2));
        Assert.True(client.SettleAsync(Cancellation).IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData("Error response from daemon: no space left on device\n", 125)]
    [InlineData("docker: Error response from daemon: OCI runtime create failed\n", 137)]
    [InlineData("docker: invalid reference format.\n", 125)]
    [InlineData("", 0)]
    public async Task Is_nothing_where_the_client_came_to_its_end(string errors, int exitCode)
    {
        using var docker = new FakeDocker(errors: errors, exitCode: exitCode);
        var client = new DockerCli(docker.Context, _clock);
        await client.RunContainerAsync(new() { Name = "mysql_slave" }, "mysql", null, [], Cancellation);

        Assert.True(client.SettleAsync(Cancellation).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Is_waited_for_after_a_cancellation_too()
    {
        using var docker = new FakeDocker(hangs: true);
        using var cancellation = new CancellationTokenSource();
        var client = new DockerCli(docker.Context);
        var patience = new DockerPatience(null, TimeSpan.Zero);
        var run = client.RunContainerAsync(new() { Name = "mysql_slave" }, "mysql", null, [], cancellation.Token, patience);
        await docker.CalledAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var settling = client.SettleAsync(limit.Token);
        Assert.False(settling.IsCompleted);
        await limit.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => settling);
    }

    [Fact]
    public async Task Is_nothing_where_the_client_was_not_even_started()
    {
        using var docker = new FakeDocker();
        var client = new DockerCli(docker.Context);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.CreateNetworkAsync(new(), "mysql_replication", new CancellationToken(canceled: true)));

        Assert.True(client.SettleAsync(Cancellation).IsCompletedSuccessfully);
    }

    private static async Task LookedAsync(FakeDocker docker, int times)
    {
        while (docker.Calls.Count(call => call.StartsWith("network ls", StringComparison.Ordinal)) < times)
            await Task.Delay(10, Cancellation);
    }

    private async Task TickAsync(Task settling)
    {
        await Task.WhenAny(settling, Task.Delay(20, Cancellation));
        _clock.Advance(TimeSpan.FromMilliseconds(100));
    }
}
