using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Tests.Standins;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

public sealed class DockerRemovalTests
{
    private const string Containers = "0e \n1a 0e\n2b 0e\n3c \n";

    private static readonly TopologyId Id = TopologyId.Of(Some.Topology());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_network_goes_once_all_have_gone_that_are_on_it_themselves()
    {
        using var docker = new FakeDocker();
        docker.Answer("ps", "--all", Containers);
        docker.Answer("network", "ls", "4d\n");

        string[] before = [];
        await RemoveAllAsync(docker, () => before = docker.Calls);

        Assert.Equal(2, before.Count(call => call.StartsWith("rm ", StringComparison.Ordinal)));
        Assert.Single(docker.Calls, call => call.StartsWith("rm ", StringComparison.Ordinal) && call.EndsWith(" 1a 2b", StringComparison.Ordinal));
        var calls = docker.Calls.ToList();
        var others = calls.FindIndex(call => call.StartsWith("rm ", StringComparison.Ordinal) && call.EndsWith(" 0e 3c", StringComparison.Ordinal));
        Assert.InRange(others, 0, calls.IndexOf("network rm 4d") - 1);
    }

    [Fact]
    public async Task Where_an_engine_keeps_what_others_share_it_is_asked_again_after_their_end()
    {
        using var docker = new FakeDocker(errors: "Error: container 0e has dependent containers which must be removed before it\n", exitCode: 125);
        docker.Answer("ps", "--all", Containers);
        docker.Answer("network", "ls", "4d\n");

        var ended = false;
        await Assert.ThrowsAsync<MySqlReplicationException>(() => RemoveAllAsync(docker, () => ended = true));

        Assert.False(ended);
        var removals = docker.Calls.Where(call => call.StartsWith("rm ", StringComparison.Ordinal)).Select(call => call[^5..]).ToList();
        Assert.Equal(2, removals.Count(call => call == "0e 3c"));
        Assert.True(removals.LastIndexOf("0e 3c") > removals.IndexOf("1a 2b"), string.Join('\n', removals));
        Assert.DoesNotContain("network rm 4d", docker.Calls);
    }

    private static Task RemoveAllAsync(FakeDocker docker, Action ended) => new DockerEngine(docker.Context).RemoveAllAsync(
        Id,
        isKnown: true,
        () =>
        {
            ended();
            return Task.CompletedTask;
        },
        Cancellation);
}
