using System.Collections.Concurrent;
using Cake.MySqlReplication.Verification.Rows;
using Xunit;

namespace Cake.MySqlReplication.Tests.Verification;

public sealed class SharedWorkTests
{
    private readonly SharedWork<int> _work = new();

    [Fact]
    public async Task Pieces_that_others_add_are_done_too()
    {
        var done = new ConcurrentBag<int>();
        void Add(int piece) => _work.Add((_, _) =>
        {
            done.Add(piece);
            for (var next = 2 * piece; next <= (2 * piece) + 1 && next < 100; next++)
                Add(next);
            return Task.CompletedTask;
        });
        Add(1);

        await _work.RunAsync([1, 2, 3], TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(1, 99), done.Order());
    }

    [Fact]
    public async Task Workers_work_at_the_same_time()
    {
        var (first, second) = (new TaskCompletionSource<int>(), new TaskCompletionSource<int>());
        _work.Add((worker, token) => MeetAsync(first, second, worker, token));
        _work.Add((worker, token) => MeetAsync(second, first, worker, token));

        await _work.RunAsync([1, 2], TestContext.Current.CancellationToken);

        Assert.NotEqual(await first.Task, await second.Task);

        static async Task MeetAsync(TaskCompletionSource<int> mine, TaskCompletionSource<int> other, int worker, CancellationToken token)
        {
            mine.SetResult(worker);
            await other.Task.WaitAsync(token);
        }
    }

    [Fact]
    public async Task The_first_failure_ends_the_others_and_is_what_is_told()
    {
        _work.Add((_, token) => Task.Delay(TimeSpan.FromSeconds(20), token));
        _work.Add((_, _) =>
        {
            _work.Add((_, _) => Task.CompletedTask);
            throw new InvalidOperationException("this one");
        });

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => _work.RunAsync([1, 2, 3], TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));

        Assert.Equal("this one", failure.Message);
    }

    [Fact]
    public async Task Who_cancels_ends_all()
    {
        using var cancellation = new CancellationTokenSource();
        _work.Add((_, token) => Task.Delay(TimeSpan.FromSeconds(20), token));
        var running = _work.RunAsync([1, 2], cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Nothing_to_do_is_done() => await _work.RunAsync([1, 2], TestContext.Current.CancellationToken);
}
