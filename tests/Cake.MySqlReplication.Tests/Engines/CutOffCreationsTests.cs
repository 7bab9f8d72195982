using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.Tests.Standins;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

/// <summary>What a client was creating when it ended before its engine had answered.</summary>
public sealed class CutOffCreationsTests
{
    private const int EndedByInterrupt = 130;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

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

        var settling = client.SettleAsync(Cancellation);
        await TickUntilAsync(() => Looks(docker) >= 2);
        Assert.False(settling.IsCompleted);
        docker.Answer("network", "ls", "bridge\nmysql_replication\n");

        await TickUntilAsync(() => settling.IsCompleted);
        await settling;
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
        await TickUntilAsync(() => settling.IsCompleted);

        await settling;
        Assert.True(_clock.GetElapsedTime(start) >= TimeSpan.FromSeconds(2));
        Assert.True(client.SettleAsync(Cancellation).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Is_not_waited_for_where_the_engine_cannot_be_asked()
    {
        using var docker = new FakeDocker(errors: "Cannot connect to the Docker daemon at unix:///var/run/docker.sock.\n", exitCode: 1);
        var client = new DockerCli(docker.Context, _clock);
        await client.CreateNetworkAsync(new(), "mysql_replication", Cancellation);

        await client.SettleAsync(Cancellation).WaitAsync(Soon, Cancellation);

        Assert.Equal(1, Looks(docker));
    }

    [Theory]
    [InlineData("", "Error response from daemon: no space left on device\n", 125)]
    [InlineData("", "docker: Error response from daemon: OCI runtime create failed\n", 137)]
    [InlineData("0123456789ab\n", "", 0)]
    public async Task Is_nothing_where_the_engine_has_answered(string output, string errors, int exitCode)
    {
        using var docker = new FakeDocker(output, errors, exitCode);
        var client = new DockerCli(docker.Context, _clock);
        await client.RunContainerAsync(new() { Name = "mysql_slave" }, "mysql", null, [], Cancellation);

        Assert.True(client.SettleAsync(Cancellation).IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData("0123456789ab\n", true)]
    [InlineData("", false)]
    public async Task Is_nothing_where_the_engine_has_answered_after_a_cancellation(string output, bool isNothing)
    {
        using var docker = new FakeDocker(output);
        docker.Slow("run");
        using var cancellation = new CancellationTokenSource();
        var client = new DockerCli(docker.Context, _clock);
        var run = client.RunContainerAsync(new() { Name = "mysql_slave" }, "mysql", null, [], cancellation.Token);
        await docker.CalledAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Soon, Cancellation));

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var settling = client.SettleAsync(limit.Token);
        Assert.Equal(isNothing, settling.IsCompleted);
        await limit.CancelAsync();
        await Task.WhenAny(settling).WaitAsync(Soon, Cancellation);
    }

    [Fact]
    public async Task Is_nothing_where_the_client_was_not_even_started()
    {
        using var docker = new FakeDocker();
        var client = new DockerCli(docker.Context, _clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.CreateNetworkAsync(new(), "mysql_replication", new CancellationToken(canceled: true)));

        Assert.True(client.SettleAsync(Cancellation).IsCompletedSuccessfully);
    }

    private static int Looks(FakeDocker docker) => docker.Calls.Count(call => call.StartsWith("network ls", StringComparison.Ordinal));

    /// <summary>Has the time go on, slowly enough for clients to end, until something is so.</summary>
    private async Task TickUntilAsync(Func<bool> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(Soon);
        while (!isSo())
        {
            await Task.Delay(20, limit.Token);
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }
    }
}
