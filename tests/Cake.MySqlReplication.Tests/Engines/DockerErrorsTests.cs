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
    [InlineData("permission denied while trying to connect to the docker API at unix:///run/user/1000/engine")]
    [InlineData("Cannot connect to the Docker daemon: dial unix /run/podman/podman.sock: connect: permission denied")]
    public void A_user_who_may_not_is_told_the_group(string error)
    {
        Assert.False(DockerErrors.EngineIsAway(Failed(error)));
        Assert.Contains("The Docker engine refuses this user: ", MessageOf(error), StringComparison.Ordinal);
        Assert.Contains("usually 'docker'", MessageOf(error), StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_engine_that_answers_may_not_read_is_not_taken_for_the_user() =>
        Assert.StartsWith(
            "Docker could not list containers: error while creating mount source path '/srv/a.sock': permission denied",
            MessageOf("docker: Error response from daemon: error while creating mount source path '/srv/a.sock': permission denied"), StringComparison.Ordinal);

    [Theory]
    [InlineData("unable to resolve docker endpoint: no such host")]
    [InlineData("Failed to initialize: unable to parse docker host `bar`")]
    public void A_host_that_is_none_is_told_with_the_variable_to_mend(string error)
    {
        Assert.True(DockerErrors.EngineIsAway(Failed(error)));
        Assert.Contains("Mend DOCKER_HOST", MessageOf(error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docker: Error response from daemon: failed to create task for container: exec: \"mysqld\": executable file not found in $PATH: unknown.", "it is no image of a server")]
    [InlineData("exec /usr/local/bin/docker-entrypoint.sh: exec format error", "another kind of processor")]
    [InlineData("docker: invalid reference format", "Check the spelling of --image")]
    public void What_an_image_lacks_is_explained(string error, string explanation) =>
        Assert.Contains(explanation, MessageOf(error), StringComparison.Ordinal);

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
    [InlineData("Bind for 127.0.0.1:3308 failed: port is already allocated.", 3308)]
    [InlineData("failed to bind host port for 127.0.0.1:3309:172.18.0.2:3307/tcp: address already in use", 3309)]
    [InlineData("listen tcp4 0.0.0.0:3307: bind: address already in use", 3307)]
    [InlineData("address already in use", 3307)]
    [InlineData("no such image: mysql:3308", null)]
    public void Of_several_ports_the_one_that_is_taken_is_found(string error, int? port) =>
        Assert.Equal(port, DockerErrors.FindTakenPort(Failed(error), [3307, 3308, 3309]));

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
