using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

public sealed class TopologyLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private int _waits;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_taker_does_not_wait_and_makes_the_base_folder()
    {
        var paths = new TopologyPaths(_folder["deep", "base"]);

        using (await TakeAsync(paths))
            Assert.True(Directory.Exists(paths.Base));
        Assert.Equal(0, _waits);
    }

    [Fact]
    public async Task The_folders_that_were_made_go_with_the_lock()
    {
        (await TakeAsync(new TopologyPaths(_folder["deep", "base"]))).Dispose();

        Assert.False(Directory.Exists(_folder["deep"]));
        Assert.True(Directory.Exists(_folder.Paths.Base));
    }

    [Fact]
    public async Task The_folders_that_a_killed_build_made_go_with_the_next_lock()
    {
        var paths = new TopologyPaths(_folder["deep", "base"]);
        using (await TakeAsync(paths))
            _folder.Write("", "deep", "base", Path.GetFileName(paths.StateFile));
        File.Delete(paths.StateFile);
        Assert.True(File.Exists(paths.LockFile));

        (await TakeAsync(paths)).Dispose();

        Assert.False(Directory.Exists(_folder["deep"]));
        Assert.True(Directory.Exists(_folder.Paths.Base));
    }

    [Fact]
    public async Task Folders_that_went_while_it_was_waited_for_are_made_again_and_go_again()
    {
        var paths = new TopologyPaths(_folder["deep", "base"]);
        var first = await TakeAsync(paths);
        var second = TakeAsync(paths);
        first.Dispose();
        await EventuallyAsync(second);
        Assert.True(File.Exists(paths.LockFile));

        (await second).Dispose();

        Assert.False(Directory.Exists(_folder["deep"]));
    }

    [Fact]
    public async Task A_folder_that_somebody_else_made_stays()
    {
        var paths = new TopologyPaths(_folder["base"]);
        Directory.CreateDirectory(paths.Base);

        (await TakeAsync(paths)).Dispose();

        Assert.Empty(Directory.EnumerateFileSystemEntries(paths.Base));
    }

    [Fact]
    public async Task A_second_taker_waits_until_the_first_lets_go_and_says_once_that_it_waits()
    {
        var first = await TakeAsync(_folder.Paths);
        var second = TakeAsync(_folder.Paths);

        _clock.Advance(TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(second.IsCompleted);
        first.Dispose();
        await EventuallyAsync(second);

        (await second).Dispose();
        Assert.Equal(1, _waits);
    }

    [Fact]
    public async Task Topologies_in_other_folders_do_not_wait_for_each_other()
    {
        using (await TakeAsync(_folder.Paths))
        using (await TakeAsync(new TopologyPaths(_folder["other"])))
            Assert.Equal(0, _waits);
    }

    [Fact]
    public async Task A_wait_that_does_not_end_is_given_up_with_a_way_out()
    {
        using var first = await TakeAsync(_folder.Paths);
        var second = TakeAsync(_folder.Paths);

        _clock.Advance(TimeSpan.FromMinutes(6));
        await EventuallyAsync(second);

        var message = (await Assert.ThrowsAsync<MySqlReplicationException>(() => second)).Message;
        Assert.Contains($"Another build has been working on the topology in {_folder.Paths.Base} for 5 minutes.", message);
        Assert.Contains("--name or --base", message);
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        using var first = await TakeAsync(_folder.Paths);
        using var cancellation = new CancellationTokenSource();
        var second = TopologyLock.TakeAsync(_folder.Paths, () => { }, _clock, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("file", "below")]
    public async Task A_base_folder_that_cannot_be_made_is_told_at_once(params string[] below)
    {
        _folder.Write("not a folder", "file");
        var paths = new TopologyPaths(_folder[below]);

        var message = (await Assert.ThrowsAsync<MySqlReplicationException>(() => TakeAsync(paths))).Message;

        Assert.StartsWith($"The base folder {paths.Base} cannot be written to: ", message, StringComparison.Ordinal);
        Assert.EndsWith("Choose another with --base.", message, StringComparison.Ordinal);
        Assert.Equal(0, _waits);
    }

    private Task<TopologyLock> TakeAsync(TopologyPaths paths) => TopologyLock.TakeAsync(paths, () => _waits++, _clock, Cancellation);

    /// <summary>Lets the clock run until the task has ended; a test that hangs is ended by its real time.</summary>
    private async Task EventuallyAsync(Task task)
    {
        for (var turn = 0; turn < 2000 && !task.IsCompleted; turn++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(task, Task.Delay(5, Cancellation));
        }

        Assert.True(task.IsCompleted);
    }
}
