using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Hosting;

public sealed class FailureTests
{
    [Theory]
    [InlineData("Fail", "it broke")]
    [InlineData("AsyncFail", "it broke later")]
    public async Task A_failed_task_fails_the_build_and_its_message_comes_last(string target, string message)
    {
        var run = await FrostingHost.RunAsync($"--target={target}");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal([$"An error occurred when executing task '{target}'.", $"Error: {message}"], run.Error);
        Assert.Equal("Failed", run.StatusOf(target));
    }

    [Fact]
    public async Task A_failure_says_where_it_came_from_when_asked_for_diagnostics()
    {
        var run = await FrostingHost.RunAsync("--target=Fail", "--verbosity=diagnostic");

        Assert.Contains(run.Error, line => line.Contains("FrostingHost.Tasks.FailTask.Run", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tasks_that_depend_on_a_failed_one_do_not_run()
    {
        var run = await FrostingHost.RunAsync("--target=AfterFail");

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("after fail ran", run.Output);
    }

    [Fact]
    public async Task A_tasks_own_exit_code_does_not_get_past_the_report()
    {
        var run = await FrostingHost.RunAsync("--target=ExitCode");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Error: it broke with a code", run.Error);
    }

    [Fact]
    public async Task A_tolerated_failure_lets_the_build_go_on()
    {
        var run = await FrostingHost.RunAsync("--target=AfterTolerated");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("after tolerated ran", run.Output);
        Assert.DoesNotContain(run.Error, line => line.StartsWith("Error:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_that_OnError_takes_is_dealt_with()
    {
        var run = await FrostingHost.RunAsync("--target=Handled");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("handled: it broke and was handled", run.Output);
    }

    [Fact]
    public async Task What_OnError_throws_fails_the_build()
    {
        var run = await FrostingHost.RunAsync("--target=Rethrown");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("Error: it broke and the handler too", run.Error[^1]);
    }

    [Fact]
    public async Task Finally_runs_after_a_failure()
    {
        var run = await FrostingHost.RunAsync("--target=Finally");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("finally ran", run.Output);
        Assert.Contains("Error: it broke before the end", run.Error);
    }

    [Fact]
    public async Task A_skipped_dependency_does_not_keep_a_task_from_running()
    {
        var run = await FrostingHost.RunAsync("--target=AfterSkipped");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("after skipped ran", run.Output);
        Assert.DoesNotContain("skipped ran", run.Output);
        Assert.Equal("Skipped", run.StatusOf("Skipped"));
    }

    [Fact]
    public async Task A_skipped_target_fails_the_build_and_says_why()
    {
        var run = await FrostingHost.RunAsync("--target=Skipped");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["Error: Could not reach target 'Skipped' since it was skipped due to a criteria: not today."], run.Error);
    }

    [Fact]
    public async Task A_registration_that_throws_fails_the_build_with_its_message()
    {
        FrostingHost.SkipUnlessStandin();
        var run = await FrostingHost.RunInAsync(new() { ["FROSTING_HOST_REGISTRATION"] = "broken" });

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["Error: registration failed"], run.Error);
    }
}
