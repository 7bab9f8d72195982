using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Hosting;

public sealed class LoggingTests
{
    private static readonly string[] _messages = ["an error", "a warning", "an information", "a detail", "a trace"];

    [Theory]
    [InlineData("quiet", "an error")]
    [InlineData("minimal", "an error", "a warning")]
    [InlineData("normal", "an error", "a warning", "an information")]
    [InlineData("verbose", "an error", "a warning", "an information", "a detail")]
    [InlineData("diagnostic", "an error", "a warning", "an information", "a detail", "a trace")]
    public async Task The_verbosity_says_how_much_is_printed(string verbosity, params string[] expected)
    {
        var run = await FrostingHost.RunAsync("--target=Log", $"--verbosity={verbosity}");

        Assert.Equal(expected, run.Error.Concat(run.Output).Where(_messages.Contains));
    }

    [Theory]
    [InlineData("-v", "diagnostic")]
    [InlineData("-v=d")]
    [InlineData("--verbosity", "Diagnostic")]
    public async Task The_verbosity_can_be_abbreviated(params string[] arguments)
    {
        var run = await FrostingHost.RunAsync(["--target=Log", .. arguments]);

        Assert.Contains("a trace", run.Output);
    }

    [Fact]
    public async Task Errors_go_to_standard_error_and_all_else_to_standard_output()
    {
        var run = await FrostingHost.RunAsync("--target=Log");

        Assert.Equal(["an error"], run.Error);
        Assert.Contains("a warning", run.Output);
    }

    [Theory]
    [InlineData("1", false)]
    [InlineData(null, true)]
    public async Task Colours_are_left_out_on_request(string? noColor, bool isColoured)
    {
        var run = await FrostingHost.RunInAsync(new() { ["NO_COLOR"] = noColor, ["TERM"] = "xterm-256color" }, "--target=Log");

        Assert.Equal(isColoured, run.Output.Any(line => line.Contains('\e', StringComparison.Ordinal)));
    }
}
