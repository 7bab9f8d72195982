using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

public sealed class DockerHostTests
{
    [Theory]
    [InlineData("ssh://me@example.org")]
    [InlineData("tcp://192.0.2.7:2375")]
    [InlineData("tcp://docker:2376")]
    public async Task An_engine_on_another_machine_is_refused_and_not_asked(string host)
    {
        var context = FakeContext.With(new Dictionary<string, string> { ["DOCKER_HOST"] = host });

        var outcome = await new DockerCli(context).CommandAsync("ps", TestContext.Current.CancellationToken);

        Assert.True(DockerErrors.EngineIsAway(outcome));
        var message = Assert.Throws<MySqlReplicationException>(() => outcome.OrThrow("list containers")).Message;
        Assert.StartsWith($"The Docker engine cannot be used: DOCKER_HOST={host} names an engine on another machine", message, StringComparison.Ordinal);
        Assert.Contains("Unset DOCKER_HOST", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("unix:///var/run/docker.sock")]
    [InlineData("npipe:////./pipe/docker_engine")]
    [InlineData("tcp://127.0.0.1:2375")]
    [InlineData("tcp://localhost:2375")]
    [InlineData("tcp://[::1]:2375")]
    [InlineData("foo://bar")]
    public void Any_other_is_left_to_the_client(string? host) => Assert.Null(DockerHost.FindObstacle(host));
}
