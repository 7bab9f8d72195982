using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Reporting.Live;
using Xunit;

namespace Cake.MySqlReplication.Tests.Reporting.Live;

public sealed class TerminalTests
{
    private readonly CakeBuildLog _log = new(new CakeConsole(new CakeEnvironment(new CakePlatform(), new CakeRuntime())), Verbosity.Normal);

    [Fact]
    public void A_terminal_takes_a_view() => Assert.True(On().TakesView(_log));

    [Theory]
    [InlineData("TERM", "dumb")]
    [InlineData("CI", "true")]
    [InlineData("CI", "1")]
    [InlineData("GITHUB_ACTIONS", "true")]
    [InlineData("TF_BUILD", "True")]
    [InlineData("GITLAB_CI", "true")]
    [InlineData("JENKINS_URL", "https://builds.example/")]
    public void One_that_can_draw_nothing_or_that_nobody_looks_at_takes_none(string variable, string value) =>
        Assert.False(On((variable, value)).TakesView(_log));

    [Theory]
    [InlineData("CI", "false")]
    [InlineData("CI", "0")]
    [InlineData("CI", "")]
    [InlineData("NO_COLOR", "1")]
    public void These_variables_do_not_keep_it_from_it(string variable, string value) => Assert.True(On((variable, value)).TakesView(_log));

    [Fact]
    public void A_file_or_a_pipe_takes_none() => Assert.False(new Terminal(_ => "xterm", isRedirected: true).TakesView(_log));

    [Theory]
    [InlineData(Verbosity.Quiet, false)]
    [InlineData(Verbosity.Minimal, false)]
    [InlineData(Verbosity.Diagnostic, true)]
    public void Who_wants_it_quiet_gets_none(Verbosity verbosity, bool takesView)
    {
        _log.Verbosity = verbosity;

        Assert.Equal(takesView, On().TakesView(_log));
    }

    [Fact]
    public void A_log_that_is_not_Cakes_own_may_write_anywhere_and_gets_none() => Assert.False(On().TakesView(new NullLog()));

    [Theory]
    [InlineData("", true)]
    [InlineData("1", false)]
    public void NO_COLOR_forbids_colours_unless_it_is_empty(string value, bool isColoured) => Assert.Equal(isColoured, On(("NO_COLOR", value)).IsColoured);

    private static Terminal On(params (string Name, string Value)[] variables) => new(
        name => variables.Where(variable => variable.Name == name).Select(variable => variable.Value).FirstOrDefault() ?? (name == "TERM" ? "xterm-256color" : null),
        isRedirected: false);
}
