using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.Tests.Standins;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

public sealed class DockerCliTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Output_errors_and_exit_code_of_a_command_are_taken()
    {
        using var docker = new FakeDocker(output: "one\ntwo\n", errors: "warned\n", exitCode: 3);

        var outcome = await new DockerCli(docker.Context).CommandAsync("inspect x", Cancellation);

        Assert.Equal(3, outcome.ExitCode);
        Assert.Equal(["one", "two"], outcome.Output);
        Assert.Equal(["warned"], outcome.Errors);
        Assert.Equal(["inspect", "x"], docker.Arguments);
    }

    [Fact]
    public async Task Output_errors_and_exit_code_of_a_container_are_taken()
    {
        using var docker = new FakeDocker(output: "id\n", errors: "docker: no such image\n", exitCode: 125);

        var outcome = await new DockerCli(docker.Context).RunContainerAsync(new() { Rm = true }, "mysql:9.7", null, [], Cancellation);

        Assert.Equal(125, outcome.ExitCode);
        Assert.Equal(["id"], outcome.Output);
        Assert.Equal("no such image", outcome.Error);
        Assert.Equal(["run", "--rm", "mysql:9.7"], docker.Arguments);
    }

    [Fact]
    public async Task Containers_are_removed_by_force_and_with_their_volumes()
    {
        using var docker = new FakeDocker();

        await new DockerCli(docker.Context).RemoveAsync(["one", "two"], Cancellation);

        Assert.Equal(["--force", "--volumes", "one", "rm", "two"], docker.Arguments.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_step_that_was_cancelled_begins_no_command()
    {
        using var docker = new FakeDocker();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new DockerCli(docker.Context).CommandAsync("ps", new CancellationToken(canceled: true)));

        Assert.Throws<FileNotFoundException>(() => docker.Arguments);
    }
}
