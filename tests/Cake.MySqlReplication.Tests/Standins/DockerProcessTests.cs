using Cake.Core;
using Cake.Docker;
using Xunit;

namespace Cake.MySqlReplication.Tests.Standins;

/// <summary>How Cake.Docker runs the client. Holds for the published package and for the one in eng/standin.</summary>
public sealed class DockerProcessTests
{
    [Fact]
    public void Lines_of_output_are_handed_over()
    {
        using var docker = new FakeDocker(output: "one\ntwo\n");

        Assert.Equal(["one", "two"], docker.Context.DockerLogs("source"));
        Assert.Equal("one\ntwo", docker.Context.DockerPs(new DockerContainerPsSettings()));
    }

    [Fact]
    public void No_output_is_no_result()
    {
        using var docker = new FakeDocker();

        Assert.Null(docker.Context.DockerRun("image", "true"));
        Assert.Empty(docker.Context.DockerVolumeLs(new DockerVolumeLsSettings()));
    }

    [Fact]
    public void Another_exit_code_than_zero_fails_the_build()
    {
        using var docker = new FakeDocker(exitCode: 125);

        var failure = Assert.Throws<CakeException>(() => docker.Context.DockerStart("source"));

        Assert.Contains("125", failure.Message, StringComparison.Ordinal);
        Assert.Equal(125, failure.ExitCode);
    }

    [Fact]
    public void An_exit_code_can_be_accepted()
    {
        using var docker = new FakeDocker(exitCode: 1);

        docker.Context.DockerRm(new DockerContainerRmSettings { HandleExitCode = code => code == 1 }, "gone");

        Assert.Equal(["rm", "gone"], docker.Arguments);
    }

    [Fact]
    public void Both_streams_can_be_captured_by_the_caller()
    {
        using var docker = new FakeDocker(output: "id\n", errors: "no such image\n", exitCode: 125);
        string[] output = [], errors = [];
        var settings = new DockerContainerRunSettings
        {
            SetupProcessSettings = process => process.RedirectStandardOutput = process.RedirectStandardError = true,
            PostAction = process =>
            {
                output = [.. process.GetStandardOutput()];
                errors = [.. process.GetStandardError()];
            },
            HandleExitCode = _ => true,
        };

        docker.Context.DockerRunWithoutResult(settings, "image", null!);

        Assert.Equal(["id"], output);
        Assert.Equal(["no such image"], errors);
    }

    [Fact]
    public void Variables_and_directory_reach_the_client()
    {
        using var docker = new FakeDocker();
        var directory = Directory.CreateTempSubdirectory();
        var settings = new DockerContainerStopSettings
        {
            WorkingDirectory = directory.FullName,
            EnvironmentVariables = new Dictionary<string, string> { ["FAKE_DOCKER_SECRET"] = "swordfish" },
        };

        docker.Context.DockerStop(settings, "source");

        Assert.Equal(directory.FullName, docker.WorkingDirectory);
        Assert.Equal("swordfish", docker.Secret);
        Assert.DoesNotContain(docker.Arguments, argument => argument.Contains("swordfish", StringComparison.Ordinal));
        directory.Delete();
    }

    [Fact]
    public void A_secret_option_reaches_the_client_and_not_the_log()
    {
        using var docker = new FakeDocker();
        var context = docker.Context;
        var runner = new GenericDockerRunner<LoginSettings>(context.FileSystem, context.Environment, context.ProcessRunner, context.Tools);

        runner.Run("login", new LoginSettings { User = "alice", Password = "swordfish" }, []);

        Assert.Contains("swordfish", docker.Arguments);
        Assert.Contains(docker.Log.Lines, line => line.Contains("alice", StringComparison.Ordinal));
        Assert.DoesNotContain(docker.Log.Lines, line => line.Contains("swordfish", StringComparison.Ordinal));
    }

    [Fact]
    public void Global_options_come_before_the_command()
    {
        using var docker = new FakeDocker();
        var context = docker.Context;
        var runner = new GenericDockerRunner<LoginSettings>(context.FileSystem, context.Environment, context.ProcessRunner, context.Tools);

        runner.Run("login", new LoginSettings { Host = "unix:///socket", Short = "x" }, ["registry"]);

        Assert.Equal(["--host", "unix:///socket", "login", "-s", "x", "registry"], docker.Arguments);
    }

    private sealed class LoginSettings : AutoToolSettings
    {
        [AutoProperty(PreCommand = true)]
        public string? Host { get; set; }

        public string? User { get; set; }

        public string? Password { get; set; }

        [AutoProperty(Format = "-s {1}")]
        public string? Short { get; set; }

        protected override string[] CollectSecretProperties() => [nameof(Password)];
    }
}
