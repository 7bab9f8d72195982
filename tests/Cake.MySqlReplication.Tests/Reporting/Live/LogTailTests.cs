using Cake.MySqlReplication.Reporting.Live;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Cake.MySqlReplication.Tests.Reporting.Live;

public sealed class LogTailTests
{
    private readonly FakeTimeProvider _clock = new();

    [Theory]
    [InlineData("2026-11-23T15:54:04.123456Z 0 [System] [MY-010931] [Server] mysqld: ready for connections.", "mysqld: ready for connections.")]
    [InlineData("2026-11-23 15:54:04 18340 [Note] InnoDB: Using atomics", "InnoDB: Using atomics")]
    [InlineData("2026-11-23 15:54:04 7f3c2c0 [Warning] a thread of MariaDB", "a thread of MariaDB")]
    [InlineData("261123 15:54:04 [Note] an old one", "an old one")]
    [InlineData("2026-11-23 15:54:04+00:00 [Note] [Entrypoint]: Initializing database files", "Initializing database files")]
    [InlineData("\e[31mred\e[0m and\ta tab\r", "red anda tab")]
    [InlineData("no time at all", "no time at all")]
    [InlineData("Statement: CREATE USER a IDENTIFIED BY 'swordfish'", "Statement: CREATE USER a IDENTIFIED ***")]
    public void A_line_is_shown_without_what_stands_before_its_words(string line, string expected) => Assert.Equal(expected, LogTail.Plain(line));

    [Fact]
    public async Task It_looks_again_and_again_and_takes_its_time_where_looking_does()
    {
        var looks = 0;
        var heard = new List<(string, string)>();
        var tail = new LogTail(
            (_, _) =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult<IReadOnlyList<string>>([$"line {++looks}", ""]);
            },
            _clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var following = tail.FollowAsync(() => ["slave"], (server, line) => heard.Add((server, line)), stop.Token);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([("slave", "line 1")], heard);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Single(heard);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, heard.Count);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
    }

    [Fact]
    public void A_log_that_cannot_be_read_says_nothing()
    {
        var heard = new List<string>();
        var tail = new LogTail((_, _) => throw new MySqlReplicationException("There is no container."), _clock);
        using var stop = new CancellationTokenSource();
        _ = tail.FollowAsync(() => ["slave"], (_, line) => heard.Add(line), stop.Token);

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([""], heard);
        stop.Cancel();
    }
}
