using Cake.MySqlReplication.Engines.Docker;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

/// <summary>Messages as docker's client and daemon write them, of several versions.</summary>
public sealed class DockerErrorsTests
{
    [Theory]
    [InlineData("Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?")]
    [InlineData("docker: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?.")]
    [InlineData("failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct and if the daemon is running")]
    [InlineData("error during connect: Get \"http://127.0.0.1:2375/v1.41/info\": dial tcp 127.0.0.1:2375: connect: connection refused")]
    public void An_engine_that_is_away_is_told_with_how_to_start_it(string error)
    {
        Assert.True(DockerErrors.EngineIsAway(Failed(error)));
        Assert.StartsWith("No Docker engine answers: ", MessageOf(error), StringComparison.Ordinal);
        Assert.Contains("DOCKER_HOST", MessageOf(error));
    }

    [Fact]
    public void A_client_that_is_missing_is_told_with_what_to_install()
    {
        var outcome = new DockerOutcome(DockerOutcome.NoClient, [], ["Docker: Could not locate executable."]);

        Assert.True(DockerErrors.EngineIsAway(outcome));
        Assert.Contains("Install Docker", Assert.Throws<MySqlReplicationException>(() => outcome.OrThrow("list containers")).Message);
    }

    [Fact]
    public void A_program_that_an_image_lacks_is_not_taken_for_a_missing_client()
    {
        // The client ends with this code when the daemon cannot find the container's command.
        var outcome = new DockerOutcome(127, [], ["docker: Error response from daemon: failed to create task for container: exec: \"rm\": executable file not found in $PATH: unknown."]);

        Assert.False(DockerErrors.EngineIsAway(outcome));
        Assert.StartsWith("Docker could not delete data: failed to create task", Assert.Throws<MySqlReplicationException>(() => outcome.OrThrow("delete data")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get \"http://%2Fvar%2Frun%2Fdocker.sock/v1.24/info\": dial unix /var/run/docker.sock: connect: permission denied")]
    [InlineData("Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock")]
    [InlineData("permission denied while trying to connect to the docker API at unix:///var/run/docker.sock")]
    public void A_user_who_may_not_is_told_the_group(string error)
    {
        Assert.False(DockerErrors.EngineIsAway(Failed(error)));
        Assert.Contains("group 'docker'", MessageOf(error));
    }

    [Fact]
    public void A_client_that_is_too_new_is_told_the_version_to_speak() =>
        Assert.EndsWith(
            "Set the environment variable DOCKER_API_VERSION=1.41.",
            MessageOf("Error response from daemon: client version 1.52 is too new. Maximum supported API version is 1.41"), StringComparison.Ordinal);

    [Theory]
    [InlineData("docker: Error response from daemon: driver failed programming external connectivity on endpoint mysql_master (0d1f): Bind for 127.0.0.1:3307 failed: port is already allocated.")]
    [InlineData("docker: Error response from daemon: driver failed programming external connectivity on endpoint mysql_master (0d1f): Error starting userland proxy: listen tcp4 127.0.0.1:3307: bind: address already in use.")]
    [InlineData("docker: Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint mysql_master (0d1f): failed to bind host port for 127.0.0.1:3307:172.18.0.2:3306/tcp: address already in use")]
    [InlineData("docker: Error response from daemon: Ports are not available: exposing port TCP 127.0.0.1:3307 -> 127.0.0.1:0: listen tcp 127.0.0.1:3307: bind: Only one usage of each socket address is normally permitted.")]
    public void A_port_that_is_taken_is_recognised(string error) => Assert.True(DockerErrors.IsPortTaken(Failed(error)));

    [Theory]
    [InlineData("docker: Error response from daemon: Conflict. The container name \"/mysql_master\" is already in use by container \"0d1f\". You have to remove (or rename) that container to be able to reuse that name.")]
    [InlineData("docker: Error response from daemon: No such image: mysql:9.7")]
    public void Other_errors_are_not_taken_for_a_port(string error)
    {
        Assert.False(DockerErrors.IsPortTaken(Failed(error)));
        Assert.False(DockerErrors.EngineIsAway(Failed(error)));
    }

    [Fact]
    public void Another_error_is_told_with_what_was_tried_and_without_the_clients_prefixes()
    {
        var outcome = new DockerOutcome(125, [], ["docker: Error response from daemon: No such image: mysql:9.7.", "", "See 'docker run --help'."]);

        Assert.Equal(
            "Docker could not start the container mysql_master: No such image: mysql:9.7.",
            Assert.Throws<MySqlReplicationException>(() => outcome.OrThrow("start the container mysql_master")).Message);
    }

    [Fact]
    public void Success_is_handed_on_whatever_the_client_warned_of()
    {
        var outcome = new DockerOutcome(0, ["id"], ["WARNING: Cannot connect to the Docker daemon"]);

        Assert.Same(outcome, outcome.OrThrow("list containers"));
        Assert.False(DockerErrors.EngineIsAway(outcome));
    }

    private static DockerOutcome Failed(string error) => new(1, [], [error]);

    private static string MessageOf(string error) => Assert.Throws<MySqlReplicationException>(() => Failed(error).OrThrow("list containers")).Message;
}
