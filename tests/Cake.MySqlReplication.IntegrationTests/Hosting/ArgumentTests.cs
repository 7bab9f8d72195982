using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Hosting;

public sealed class ArgumentTests
{
    [Fact]
    public async Task Options_that_the_host_does_not_know_reach_the_tasks()
    {
        var run = await FrostingHost.RunAsync(
            "--target=Arguments",
            "--foo=bar", "--spaced", "two words", "--quoted=a \"quoted\" word", "--equation=a=b", "--flag", "-x", "-y=3");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "foo is <bar>", "spaced is <two words>", "quoted is <a \"quoted\" word>", "equation is <a=b>",
                "flag is a flag", "x is a flag", "y is <3>", "target is <Arguments>",
            ],
            ArgumentsOf(run));
    }

    [Fact]
    public async Task A_repeated_option_keeps_all_its_values()
    {
        var run = await FrostingHost.RunAsync("--target=Arguments", "--foo=1", "--foo", "2", "--FOO=3");

        Assert.Equal(["foo is <1>", "foo is <2>", "foo is <3>", "target is <Arguments>"], ArgumentsOf(run));
    }

    [Fact]
    public async Task An_empty_word_is_an_empty_value()
    {
        var run = await FrostingHost.RunAsync("--target=Arguments", "--foo", "");

        Assert.Contains("foo is <>", ArgumentsOf(run));
    }

    [Fact]
    public async Task Options_of_the_host_do_not_reach_the_tasks()
    {
        var run = await FrostingHost.RunAsync("--exclusive", "--target=Arguments", "-v", "normal", "--working=.");

        Assert.Equal(["target is <Arguments>"], ArgumentsOf(run));
    }

    [Fact]
    public async Task After_two_dashes_an_option_is_the_tasks_own()
    {
        var run = await FrostingHost.RunAsync("--target=Arguments", "--", "--exclusive", "--foo=bar");

        Assert.Equal(["exclusive is a flag", "foo is <bar>", "target is <Arguments>"], ArgumentsOf(run));
    }

    [Theory]
    [InlineData("Option '--target' needs a value.", "--target")]
    [InlineData("Option '-w' needs a value.", "-w")]
    [InlineData("Option '--target' has a '=' but no value after it.", "--target=")]
    [InlineData("'Ok' belongs to no option. A target is named by --target=Ok.", "Ok")]
    [InlineData("'Ok' belongs to no option. A target is named by --target=Ok.", "--exclusive", "Ok")]
    [InlineData("Option '--dryrun' can be 'true' or 'false', not 'yes'.", "--dryrun=yes")]
    [InlineData("Verbosity 'loud' is not one of quiet, minimal, normal, verbose and diagnostic.", "--verbosity=loud")]
    public async Task A_command_line_that_makes_no_sense_is_refused_before_anything_runs(string message, params string[] arguments)
    {
        FrostingHost.SkipUnlessStandin();
        var run = await FrostingHost.RunAsync(arguments);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Equal([$"Error: {message}"], run.Error);
        Assert.Empty(run.Output);
    }

    private static IEnumerable<string> ArgumentsOf(HostRun run) =>
        run.OutputStartingWith("argument ").Select(line => line["argument ".Length..]);
}
