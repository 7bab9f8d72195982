using System.Globalization;
using Cake.MySqlReplication.Commands;
using Cake.MySqlReplication.Engines.Process.Systems;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Commands;

/// <summary>Scripts whose build alone is told to end.</summary>
public sealed class CommandRunnerTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public CommandRunnerTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts are a shell's.");

    public void Dispose()
    {
        _cancellation.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_step_that_a_script_begins_after_the_cancellation_ends_with_it()
    {
        var run = RunAsync("sh -c 'echo $$ > first; until test -e go; do sleep 0.02; done'; sh -c 'echo $$ > second; exec sleep 300'; true");
        await ProcessAsync("first");

        await _cancellation.CancelAsync();
        _folder.Write("", "go");
        var second = await ProcessAsync("second");
        await run;

        Assert.Null(ProcessSystem.Current.Birth(second));
    }

    [Fact]
    public async Task What_a_script_leaves_behind_in_its_own_end_ends_too()
    {
        var run = RunAsync("sh -c 'echo $$ > first; until test -e go; do sleep 0.02; done'; sleep 300 & echo $! > second; sleep 1");
        await ProcessAsync("first");

        await _cancellation.CancelAsync();
        _folder.Write("", "go");
        var second = await ProcessAsync("second");
        await run;

        Assert.Null(ProcessSystem.Current.Birth(second));
    }

    [Fact]
    public async Task A_trap_cleans_up_undisturbed()
    {
        var run = RunAsync("trap 'sleep 1 && echo done > cleaned; exit 9' TERM; echo $$ > first; while :; do sleep 0.1; done");
        await ProcessAsync("first");

        await _cancellation.CancelAsync();

        Assert.Equal(9, await run);
        Assert.True(File.Exists(_folder["cleaned"]));
    }

    private Task<int> RunAsync(string script) => new CommandRunner(ProcessSystem.Current, TimeProvider.System)
        .RunAsync(CommandToRun.Shell(script), _folder.Paths.Base, new Dictionary<string, string>(), _cancellation.Token).WaitAsync(Soon, CancellationToken.None);

    /// <summary>The process that a script writes the id of into a file.</summary>
    private async Task<int> ProcessAsync(string file)
    {
        using var patience = new CancellationTokenSource(Soon);
        int id;
        while (!File.Exists(_folder[file]) || !int.TryParse(await File.ReadAllTextAsync(_folder[file], patience.Token), CultureInfo.InvariantCulture, out id))
            await Task.Delay(10, patience.Token);
        return id;
    }
}
