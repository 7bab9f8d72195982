using Cake.MySqlReplication.Verification;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Cake.MySqlReplication.Tests.Verification;

public sealed class ErrantTransactionsTests
{
    private readonly FakeTimeProvider _clock = new();

    private int _looks;

    [Fact]
    public async Task A_replica_that_has_what_its_sources_have_has_none_and_nobody_is_asked_again()
    {
        Assert.Equal("", await FindAsync("a:1,a:2", written: "a:1,a:2,b:1"));
        Assert.Equal(0, _looks);
    }

    [Fact]
    public async Task One_that_its_source_counts_a_moment_later_is_none() =>
        Assert.Equal("", await FindAsync("a:1,a:2", written: "a:1", "a:1", "a:1,a:2"));

    [Fact]
    public async Task Those_that_no_source_ever_has_are_named()
    {
        var start = _clock.GetUtcNow();

        Assert.Equal("r:1,r:2", await FindAsync("a:1,r:1,r:2", written: "a:1", "a:1,a:2"));
        Assert.True(_clock.GetUtcNow() - start >= ErrantTransactions.Patience);
    }

    [Fact]
    public async Task Only_those_are_named_that_are_left_in_the_end() =>
        Assert.Equal("r:1", await FindAsync("a:1,a:2,r:1", written: "a:1", "a:1,a:2"));

    [Fact]
    public async Task A_failure_to_ask_a_source_is_told() =>
        await Assert.ThrowsAsync<MySqlReplicationException>(() => WaitedForAsync(ErrantTransactions.FindAsync(
            _ => Task.FromResult("r:1"), "", () => throw new MySqlReplicationException("gone"), _clock, TestContext.Current.CancellationToken)));

    [Fact]
    public async Task It_can_be_given_up()
    {
        using var stop = new CancellationTokenSource();
        var finding = ErrantTransactions.FindAsync(_ => Task.FromResult("r:1"), "", () => Task.FromResult(""), _clock, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => finding);
    }

    /// <param name="history">The replica's transactions, by commas.</param>
    /// <param name="written">What its sources had at first.</param>
    /// <param name="later">What they have when they are asked again, and again; the last one stays.</param>
    private Task<string> FindAsync(string history, string written, params string[] later) => WaitedForAsync(ErrantTransactions.FindAsync(
        sources => Task.FromResult(string.Join(',', history.Split(',').Except(sources.Split(',')))),
        written,
        () => Task.FromResult(later[Math.Min(_looks++, later.Length - 1)]),
        _clock,
        TestContext.Current.CancellationToken));

    private async Task<T> WaitedForAsync<T>(Task<T> work)
    {
        while (!work.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(5));
            await Task.Yield();
        }

        return await work;
    }
}
