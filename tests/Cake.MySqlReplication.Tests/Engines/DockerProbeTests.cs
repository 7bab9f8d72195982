using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.Tests.Standins;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

public sealed class DockerProbeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_engine_that_answers_can_be_used_and_is_asked_by_what_every_client_knows()
    {
        using var docker = new FakeDocker(output: "0d1f2e3d4c5b\n");

        Assert.Null(await DockerProbe.FindSilenceAsync(docker.Context, Cancellation));
        Assert.Equal(["ps", "--quiet"], docker.Arguments);
    }

    [Fact]
    public async Task Podman_may_pass_for_docker_and_say_so()
    {
        using var docker = new FakeDocker(errors: "Emulate Docker CLI using podman. Create /etc/containers/nodocker to quiet msg.\n");
        Assert.Null(await DockerProbe.FindSilenceAsync(docker.Context, Cancellation));
    }

    [Fact]
    public async Task One_that_is_away_cannot_be_used_and_the_client_says_why()
    {
        using var docker = new FakeDocker(errors: "Cannot connect to the Docker daemon at unix:///var/run/docker.sock.\n", exitCode: 1);
        Assert.Equal("Cannot connect to the Docker daemon at unix:///var/run/docker.sock.", await DockerProbe.FindSilenceAsync(docker.Context, Cancellation));
    }
}
