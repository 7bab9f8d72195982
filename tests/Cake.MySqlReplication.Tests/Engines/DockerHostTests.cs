using System.Security.Cryptography;
using System.Text;
using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.Tests.Engines.Process.Installations;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

public sealed class DockerHostTests : IDisposable
{
    private readonly TestFolder _home = new();

    public void Dispose() => _home.Dispose();

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
    public void Any_other_is_left_to_the_client(string? host) => Assert.Null(Obstacle(("DOCKER_HOST", host)));

    [Fact]
    public void A_context_in_use_counts_as_DOCKER_HOST_does()
    {
        Use("far");
        Context("far", "ssh://me@example.org");

        Assert.StartsWith("The docker context far (ssh://me@example.org) names an engine on another machine", Obstacle(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_context_of_this_machine_is_left_to_the_client()
    {
        Use("rootless");
        Context("rootless", "unix:///run/user/1000/docker.sock");

        Assert.Null(Obstacle());
    }

    [Fact]
    public void What_names_the_engine_more_plainly_goes_before_a_context_in_use()
    {
        Use("far");
        Context("far", "tcp://192.0.2.7:2375");
        Context("near", "unix:///near.sock");

        Assert.Null(Obstacle(("DOCKER_HOST", "unix:///var/run/docker.sock")));
        Assert.Null(Obstacle(("DOCKER_CONTEXT", "near")));
        Assert.Null(Obstacle(("DOCKER_CONTEXT", "default")));
        Assert.Null(Obstacle(("DOCKER_CONFIG", _home.At("elsewhere"))));
        Assert.Contains("far", Obstacle(("DOCKER_HOST", "")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{ \"currentContext\": 1 }")]
    [InlineData("{ \"currentContext\": \"gone\" }")]
    [InlineData("no JSON")]
    public void A_configuration_without_a_context_is_left_to_the_client(string text)
    {
        _home.Write(".docker/config.json", text);

        Assert.Null(Obstacle());
    }

    private void Use(string context) => _home.Write(".docker/config.json", $$"""{ "auths": {}, "currentContext": "{{context}}" }""");

    /// <summary>As `docker context create` writes it.</summary>
    private void Context(string name, string host) => _home.Write(
        $".docker/contexts/meta/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))}/meta.json",
        $$$"""{"Name":"{{{name}}}","Metadata":{},"Endpoints":{"docker":{"Host":"{{{host}}}","SkipTLSVerify":false} } }""");

    private string? Obstacle(params (string Name, string? Value)[] variables) =>
        DockerHost.FindObstacle(name => variables.FirstOrDefault(variable => variable.Name == name).Value, _home.At());
}
