using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Hosting;

public sealed class LifetimeTests
{
    [Fact]
    public async Task Setup_and_teardown_run_around_the_tasks()
    {
        var run = await FrostingHost.RunAsync("--target=Ok");

        Assert.Equal(
            ["setup of Ok", "ok ran", "teardown, successful: True"],
            run.Output.Where(line => line.Split(' ')[0] is "setup" or "ok" or "teardown,"));
    }

    [Fact]
    public async Task Teardown_runs_after_a_failure_and_knows_of_it()
    {
        var run = await FrostingHost.RunAsync("--target=Fail");

        Assert.Contains("teardown, successful: False", run.Output);
    }

    [Fact]
    public async Task After_a_failed_setup_no_task_runs_but_the_teardown_does()
    {
        var run = await FrostingHost.RunAsync("--target=Ok", "--fail-setup");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Error: setup failed", run.Error);
        Assert.Contains("teardown, successful: False", run.Output);
        Assert.DoesNotContain("ok ran", run.Output);
    }

    [Fact]
    public async Task A_failed_teardown_fails_the_build()
    {
        var run = await FrostingHost.RunAsync("--target=Ok", "--fail-teardown");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Error: teardown failed", run.Error);
    }

    [Fact]
    public async Task A_task_lifetime_runs_around_each_task()
    {
        var run = await FrostingHost.RunAsync("--target=Default", "--verbosity=verbose");

        Assert.Equal(
            ["before Ok", "ok ran", "after Ok", "before Default", "default ran", "after Default"],
            run.Output.Where(line => line.Split(' ') is ["before" or "after", _] or [_, "ran"]));
    }

    [Fact]
    public async Task Setups_and_teardowns_can_be_classes_of_their_own()
    {
        var run = await FrostingHost.RunInAsync(new() { ["FROSTING_HOST_LIFETIMES"] = "split" }, "--target=Ok", "--verbosity=verbose");

        Assert.Equal(
            ["split setup of Ok", "split before Ok", "split after Ok", "split teardown, successful: True"],
            run.OutputStartingWith("split "));
    }
}
