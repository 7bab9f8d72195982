using Cake.MySqlReplication.Replication;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Cake.MySqlReplication.Tests.Replication;

public sealed class DeadlineTests
{
    private readonly FakeTimeProvider _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void It_counts_by_its_clock()
    {
        var deadline = new Deadline(_clock, TimeSpan.FromSeconds(10));
        _clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(TimeSpan.FromSeconds(10), deadline.Limit);
        Assert.Equal(TimeSpan.FromSeconds(4), deadline.Elapsed);
        Assert.Equal(TimeSpan.FromSeconds(6), deadline.Left);
        Assert.False(deadline.HasPassed);
    }

    [Fact]
    public void It_has_passed_when_nothing_is_left()
    {
        var deadline = new Deadline(_clock, TimeSpan.FromSeconds(10));

        _clock.Advance(TimeSpan.FromSeconds(9.999));
        Assert.False(deadline.HasPassed);
        _clock.Advance(TimeSpan.FromSeconds(0.001));
        Assert.True(deadline.HasPassed);
    }

    [Fact]
    public void An_attempt_gets_what_is_left_at_most()
    {
        var deadline = new Deadline(_clock, TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromSeconds(5), deadline.AtMost(TimeSpan.FromSeconds(5)));
        _clock.Advance(TimeSpan.FromSeconds(8));
        Assert.Equal(TimeSpan.FromSeconds(2), deadline.AtMost(TimeSpan.FromSeconds(5)));
        _clock.Advance(TimeSpan.FromSeconds(8));
        Assert.Equal(TimeSpan.Zero, deadline.AtMost(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void It_names_its_limit_and_the_option_that_moves_it()
    {
        Assert.Equal("2.5 seconds (--sync-timeout)", new Deadline(_clock, TimeSpan.FromSeconds(2.5), "--sync-timeout").ToString());
        Assert.Equal("10 seconds", new Deadline(_clock, TimeSpan.FromSeconds(10)).ToString());
    }

    [Fact]
    public async Task A_pause_ends_after_its_time()
    {
        var pause = new Deadline(_clock, TimeSpan.FromSeconds(10)).PauseAsync(TimeSpan.FromSeconds(2), Cancellation);

        _clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(pause.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await EndsAsync(pause);
    }

    [Fact]
    public async Task A_pause_never_lasts_beyond_the_deadline()
    {
        var deadline = new Deadline(_clock, TimeSpan.FromSeconds(3));
        var pause = deadline.PauseAsync(TimeSpan.FromSeconds(60), Cancellation);

        Assert.False(pause.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(3));
        await EndsAsync(pause);
        await EndsAsync(deadline.PauseAsync(TimeSpan.FromSeconds(60), Cancellation));
    }

    [Fact]
    public async Task A_pause_can_be_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var pause = new Deadline(_clock, TimeSpan.FromSeconds(3)).PauseAsync(TimeSpan.FromSeconds(1), cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EndsAsync(pause));
    }

    /// <summary>The clock stands still, so that a pause that is too long would never end; real time ends it.</summary>
    private static Task EndsAsync(Task pause) => pause.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
}
