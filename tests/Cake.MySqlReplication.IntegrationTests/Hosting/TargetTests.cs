using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Hosting;

public sealed class TargetTests
{
    [Fact]
    public async Task The_target_Default_runs_when_none_is_named()
    {
        var run = await FrostingHost.RunAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("default ran", run.Output);
        Assert.Empty(run.Error);
    }

    [Theory]
    [InlineData("--target=Ok")]
    [InlineData("--target:Ok")]
    [InlineData("--target", "Ok")]
    [InlineData("-t", "Ok")]
    [InlineData("-t=Ok")]
    public async Task A_target_is_named_in_any_of_the_usual_ways(params string[] arguments)
    {
        var run = await FrostingHost.RunAsync(arguments);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("ok ran", run.Output);
        Assert.DoesNotContain("default ran", run.Output);
    }

    [Fact]
    public async Task Several_targets_run_in_one_build_and_what_they_share_runs_once()
    {
        var run = await FrostingHost.RunAsync("--target=Default", "--target", "Dependent");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("default ran", run.Output);
        Assert.Contains("dependent ran", run.Output);
        Assert.Single(run.Output, "ok ran");
        Assert.Single(run.Output, "setup of Default");
    }

    [Fact]
    public async Task Dependencies_and_dependees_run_before_a_task()
    {
        var run = await FrostingHost.RunAsync("--target=Dependent");

        Assert.Equal(["dependee ran", "ok ran", "unnamed ran", "dependent ran"], run.Ran);
    }

    [Theory]
    [InlineData("--exclusive")]
    [InlineData("-e")]
    [InlineData("--exclusive=true")]
    public async Task An_exclusive_target_runs_without_its_dependencies(string option)
    {
        var run = await FrostingHost.RunAsync("--target=Dependent", option);

        Assert.Equal(["dependent ran"], run.Ran);
    }

    [Fact]
    public async Task A_task_without_a_name_is_called_as_its_class_is()
    {
        var run = await FrostingHost.RunAsync("--target=UnnamedTask");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("unnamed ran", run.Output);
    }

    [Fact]
    public async Task An_asynchronous_task_runs_to_its_end()
    {
        var run = await FrostingHost.RunAsync("--target=Async");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("async ran", run.Output);
    }

    [Fact]
    public async Task A_target_that_does_not_exist_is_an_error_before_anything_runs()
    {
        var run = await FrostingHost.RunAsync("--target=Nope");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["Error: The target 'Nope' was not found."], run.Error);
        Assert.DoesNotContain("setup of Nope", run.Output);
    }

    [Fact]
    public async Task The_report_lists_each_task_with_its_duration_and_status()
    {
        var run = await FrostingHost.RunAsync("--target=Default");

        Assert.Matches("^Task +Duration +Status$", Assert.Single(run.OutputStartingWith("Task  ")));
        Assert.Equal("Succeeded", run.StatusOf("Ok"));
        Assert.StartsWith("Total:", run.Output[^1], StringComparison.Ordinal);
    }
}
