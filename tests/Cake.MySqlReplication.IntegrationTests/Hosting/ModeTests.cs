using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Hosting;

/// <summary>The switches that show something in place of running it.</summary>
public sealed class ModeTests
{
    [Fact]
    public async Task The_tree_shows_which_task_depends_on_which()
    {
        var run = await FrostingHost.RunAsync("--tree");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("└─Fail", run.Output[run.Output.ToList().IndexOf("AfterFail") + 1]);
        AssertNothingRan(run);
    }

    [Theory]
    [InlineData("--description")]
    [InlineData("--showdescription")]
    public async Task The_description_shows_what_each_task_does(string option)
    {
        var run = await FrostingHost.RunAsync(option);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Output, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["Ok", "Succeeds."]);
        AssertNothingRan(run);
    }

    [Theory]
    [InlineData("--dryrun")]
    [InlineData("--whatif")]
    [InlineData("--noop")]
    public async Task A_dry_run_lists_the_tasks_in_order_and_runs_the_lifetime_alone(string option)
    {
        var run = await FrostingHost.RunAsync("--target=AfterFail", option);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1. Fail", run.Output);
        Assert.Contains("2. AfterFail", run.Output);
        Assert.Contains("setup of AfterFail", run.Output);
        Assert.Contains("teardown, successful: True", run.Output);
        Assert.DoesNotContain("after fail ran", run.Output);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--target=Ok", "--help")]
    public async Task The_help_names_every_option(params string[] arguments)
    {
        FrostingHost.SkipUnlessStandin();
        var run = await FrostingHost.RunAsync(arguments);

        Assert.Equal(0, run.ExitCode);
        string[] options =
        [
            "-h, --help", "-t, --target", "-v, --verbosity", "-w, --working", "-e, --exclusive",
            "--description", "--tree", "--dryrun", "--version", "--info",
        ];
        Assert.All(options, option => Assert.Contains(run.Output, line => line.Contains($"{option} ", StringComparison.Ordinal)));
        AssertNothingRan(run);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--ver")]
    public async Task The_version_is_a_number_on_a_line_of_its_own(string option)
    {
        var run = await FrostingHost.RunAsync(option);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(typeof(Frosting.CakeHost).Assembly.GetName().Version!.ToString(3), Assert.Single(run.Output));
    }

    [Fact]
    public async Task The_information_names_the_version()
    {
        var run = await FrostingHost.RunAsync("--info");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"Version: {typeof(Frosting.CakeHost).Assembly.GetName().Version!.ToString(3)}", run.Output);
        AssertNothingRan(run);
    }

    private static void AssertNothingRan(HostRun run)
    {
        Assert.Empty(run.OutputStartingWith("setup of"));
        Assert.Empty(run.Ran);
    }
}
