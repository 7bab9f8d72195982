using Cake.Docker;
using Xunit;

namespace Cake.MySqlReplication.Tests.Standins;

/// <summary>What Cake.Docker makes of settings. Holds for the published package and for the one in eng/standin.</summary>
public sealed class DockerArgumentsTests : IDisposable
{
    private readonly FakeDocker _docker = new();

    public void Dispose() => _docker.Dispose();

    [Fact]
    public void A_property_becomes_an_option_in_kebab_case() => AssertRun(
        new DockerContainerRunSettings { Name = "source", OomScoreAdj = -500, PidsLimit = 100, Ip6 = "::1", ReadOnly = true },
        sorted: ["--ip6 ::1", "--name source", "--oom-score-adj -500", "--pids-limit 100", "--read-only"]);

    [Fact]
    public void An_array_repeats_its_option() => AssertRun(
        new DockerContainerRunSettings { Label = ["a=1", "b=2"] },
        sorted: ["--label a=1", "--label b=2"]);

    [Fact]
    public void An_option_that_is_not_set_is_left_out() =>
        AssertRun(new DockerContainerRunSettings { Name = "", Label = [], Env = null, Detach = false }, sorted: []);

    [Fact]
    public void An_option_that_is_on_by_default_can_be_turned_off() =>
        AssertRun(new DockerContainerRunSettings { DisableContentTrust = false }, sorted: ["--disable-content-trust=False"]);

    [Fact]
    public void A_value_with_spaces_stays_one_argument()
    {
        _docker.Context.DockerRun(new DockerContainerRunSettings { Env = ["GREETING=hello world"] }, "image", null!);

        Assert.Equal(["run", "--env", "GREETING=hello world", "image"], _docker.Arguments);
    }

    [Fact]
    public void What_follows_the_options_is_not_quoted()
    {
        _docker.Context.DockerRun(new DockerContainerRunSettings { Rm = true }, "image", "echo", "one two", "\"three four\"");

        Assert.Equal(["run", "--rm", "image", "echo", "one", "two", "three four"], _docker.Arguments);
    }

    [Fact]
    public void Aliases_without_settings_render_no_option()
    {
        _docker.Context.DockerNetworkRemove("one");

        Assert.Equal(["network", "rm", "one"], _docker.Arguments);
    }

    [Fact]
    public void The_build_context_is_quoted()
    {
        _docker.Context.DockerBuild(new DockerImageBuildSettings { Tag = ["a", "b"], Rm = false }, "some path");

        Assert.Equal(["image", "build"], _docker.Arguments[..2]);
        Assert.Equal(["--rm=False", "--tag a", "--tag b"], Options(_docker.Arguments[2..^1]));
        Assert.Equal("some path", _docker.Arguments[^1]);
    }

    [Fact]
    public void A_custom_command_is_passed_on_word_by_word()
    {
        _docker.Context.DockerCustomCommand("inspect --format \"{{ .Id }}\" source");

        Assert.Equal(["inspect", "--format", "{{ .Id }}", "source"], _docker.Arguments);
    }

    [Fact]
    public void Commands_of_two_words_come_before_their_options()
    {
        _docker.Context.DockerContainerLs(new DockerContainerLsSettings { All = true, NoTrunc = true });

        Assert.Equal(["container", "ls", "--all", "--no-trunc"], _docker.Arguments);
    }

    [Theory]
    [InlineData("run", typeof(DockerContainerRunSettings))]
    [InlineData("exec", typeof(DockerContainerExecSettings))]
    [InlineData("logs", typeof(DockerContainerLogsSettings))]
    [InlineData("ps", typeof(DockerContainerPsSettings))]
    [InlineData("rm", typeof(DockerContainerRmSettings))]
    [InlineData("network create", typeof(DockerNetworkCreateSettings))]
    [InlineData("network connect", typeof(DockerNetworkConnectSettings))]
    [InlineData("volume ls", typeof(DockerVolumeLsSettings))]
    [InlineData("image ls", typeof(DockerImageLsSettings))]
    public void Every_option_is_one_that_the_docker_client_knows(string command, Type settingsType)
    {
        var help = DockerHelp.Of(command);
        Assert.SkipWhen(help is null, "There is no docker client on this machine.");

        var options = RenderAll(command, settingsType).Where(argument => argument.StartsWith("--", StringComparison.Ordinal));

        Assert.NotEmpty(options);
        // The client lists these where it talks to an engine of Windows, or to none.
        string[] ofWindows = ["--cpu-count", "--cpu-percent", "--io-maxbandwidth", "--io-maxiops"];
        Assert.All(options.Where(option => !ofWindows.Contains(option.Split('=')[0])), option => Assert.Contains(option.Split('=')[0], help));
    }

    private string[] RenderAll(string command, Type settingsType)
    {
        var settings = (AutoToolSettings)Activator.CreateInstance(settingsType)!;
        foreach (var property in settingsType.GetProperties().Where(property => property.DeclaringType == settingsType))
            property.SetValue(settings, SomeValueOf(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType));

        var runner = typeof(GenericDockerRunner<>).MakeGenericType(settingsType);
        var context = _docker.Context;
        var instance = Activator.CreateInstance(runner, context.FileSystem, context.Environment, context.ProcessRunner, context.Tools);
        runner.GetMethod("Run", [typeof(string), settingsType, typeof(string[])])!
            .Invoke(instance, [command, settings, Array.Empty<string>()]);
        return _docker.Arguments;
    }

    private static object SomeValueOf(Type type) =>
        type == typeof(string) ? "text"
        : type == typeof(string[]) ? new[] { "one", "two" }
        : type == typeof(bool) ? true
        : Convert.ChangeType(7, type, System.Globalization.CultureInfo.InvariantCulture);

    private void AssertRun(DockerContainerRunSettings settings, string[] sorted)
    {
        _docker.Context.DockerRun(settings, "image", null!);

        var arguments = _docker.Arguments;
        Assert.Equal("run", arguments[0]);
        Assert.Equal("image", arguments[^1]);
        Assert.Equal(sorted, Options(arguments[1..^1]));
    }

    /// <summary>The options with their values, sorted: their order says nothing.</summary>
    private static IEnumerable<string> Options(string[] arguments) => string.Join(' ', arguments)
        .Split("--", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(option => $"--{option}")
        .Order(StringComparer.Ordinal);
}
