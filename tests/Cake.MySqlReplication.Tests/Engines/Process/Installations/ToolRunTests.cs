using Cake.MySqlReplication.Engines.Process.Installations;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines.Process.Installations;

public sealed class ToolRunTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    public ToolRunTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are a shell's.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_program_says_is_kept_apart_from_what_it_complains_about()
    {
        var outcome = await ToolRun.RunAsync("sh", ["-c", "echo said; echo E: wrong >&2; echo later >&2; exit 3"], Soon, Token);

        Assert.Equal(3, outcome.ExitCode);
        Assert.Equal(["said"], outcome.Lines);
        Assert.Equal("wrong", outcome.Complaint);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_no_exception()
    {
        var outcome = await ToolRun.RunAsync("/nowhere/mysqld", ["--version"], Soon, Token);

        Assert.False(outcome.Succeeded);
        Assert.Contains("/nowhere/mysqld", outcome.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_does_not_end_is_ended_with_its_children()
    {
        using var folder = new TestFolder();
        var script = $"(sleep 2; touch {folder.At("alive")}) & wait";

        var error = await Assert.ThrowsAsync<MySqlReplicationException>(() => ToolRun.RunAsync("sh", ["-c", script], TimeSpan.FromMilliseconds(300), Token));

        Assert.Contains("did not end within", error.Message, StringComparison.Ordinal);
        await Task.Delay(TimeSpan.FromSeconds(3), Token);
        Assert.False(File.Exists(folder.At("alive")));
    }

    [Fact]
    public async Task A_program_that_is_being_written_is_run_when_it_is_done()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere it can be run at once.");
        using var folder = new TestFolder();
        var program = folder.WriteServer("mysqld", "9.7.4");
        var writer = new FileStream(program, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);

        var run = ToolRun.RunAsync(program, ["--version"], Soon, Token);
        await Task.Delay(TimeSpan.FromMilliseconds(200), Token);
        await writer.DisposeAsync();

        Assert.Contains("9.7.4", (await run).Output, StringComparison.Ordinal);
    }
}
