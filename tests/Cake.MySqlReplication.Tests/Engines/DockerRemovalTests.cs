using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.Tests.Standins;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

public sealed class DockerRemovalTests : IDisposable
{
    private const string Recorded = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Containers = "0e \n1a 0e\n2b 0e\n3c \n";

    private readonly DirectoryInfo _base = Directory.CreateTempSubdirectory();

    private TopologyId Id => new("mysql", _base.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _base.Delete(recursive: true);

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

    [Fact]
    public async Task What_is_recorded_is_removed_once_and_the_network_when_it_has_gone()
    {
        using var docker = new FakeDocker();
        docker.Answer("ps", "--all", $"{Recorded} \n");
        docker.Answer("network", "ls", "4d\n");
        docker.Slow("rm");
        Write(Recorded);

        await RemoveAllAsync(docker, () => { });

        Assert.Equal($"rm --force --volumes {Recorded}", Assert.Single(docker.Calls, call => call.StartsWith("rm ", StringComparison.Ordinal)));
        Assert.Equal(["end of rm", "network rm 4d"], docker.Calls[^2..]);
    }

    [Fact]
    public async Task The_network_does_not_wait_for_servers_that_share_one()
    {
        using var docker = new FakeDocker();
        docker.Answer("ps", "--all", $"0e \n{Recorded} 0e\n");
        docker.Answer("network", "ls", "4d\n");
        Write(Recorded);

        await RemoveAllAsync(docker, () => { });

        Assert.Equal(["0e", Recorded], docker.Calls.Where(call => call.StartsWith("rm ", StringComparison.Ordinal)).Select(call => call.Split(' ')[^1]).Order().Reverse());
        Assert.Contains("network rm 4d", docker.Calls);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(Recorded + " \n", false)]
    public async Task What_is_recorded_may_be_gone_but_not_stay(string listed, bool succeeds)
    {
        using var docker = new FakeDocker(errors: "Error: No such container, or another error\n", exitCode: 1);
        docker.Answer("ps", "--all", listed);
        docker.Answer("network", "ls", "");
        Write(Recorded);
        var ended = false;

        var failure = await Record.ExceptionAsync(() => RemoveAllAsync(docker, () => ended = true));

        Assert.Equal(succeeds, failure is null);
        Assert.Equal(succeeds, ended);
    }

    [Fact]
    public async Task A_removal_that_was_begun_is_waited_for_where_the_engine_does_not_list()
    {
        using var docker = new FakeDocker(errors: "Error response from daemon: something else\n", exitCode: 1);
        docker.Slow("rm");
        Write(Recorded);

        await Assert.ThrowsAsync<MySqlReplicationException>(() => RemoveAllAsync(docker, () => { }));

        Assert.Contains("end of rm", docker.Calls);
    }

    [Theory]
    [InlineData("master", null, "../../etc")]
    [InlineData("master", null, "--help")]
    [InlineData("another-folder", null, Recorded)]
    [InlineData("master", "0123456789abcdef", Recorded)]
    public async Task What_is_no_record_of_a_server_of_this_topology_is_not_read_as_one(string folder, string? key, string id)
    {
        using var docker = new FakeDocker();
        docker.Answer("ps", "--all", "");
        File.WriteAllLines(Path.Combine(_base.CreateSubdirectory(folder).FullName, "container.id"), [key ?? Id.Key, id]);

        await RemoveAllAsync(docker, () => { });

        Assert.DoesNotContain(docker.Calls, call => call.StartsWith("rm ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_record_in_a_folder_whose_topology_is_not_known_is_nobodys()
    {
        using var docker = new FakeDocker();
        docker.Answer("ps", "--all", "");
        Write(Recorded);

        await new DockerEngine(docker.Context).RemoveAllAsync(Id, isKnown: false, () => Task.CompletedTask, Cancellation);

        Assert.DoesNotContain(docker.Calls, call => call.StartsWith("rm ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("WARNING: something else")]
    public void Where_the_client_prints_no_identifier_an_earlier_one_is_forgotten(string printed)
    {
        Write(Recorded);
        Assert.Equal([Recorded], ContainerRecord.All(Id));

        Write(printed);

        Assert.Empty(ContainerRecord.All(Id));
    }

    private void Write(string id)
    {
        _base.CreateSubdirectory("master");
        ContainerRecord.Write(Id, "master", id);
    }

    private Task RemoveAllAsync(FakeDocker docker, Action ended) => new DockerEngine(docker.Context).RemoveAllAsync(
        Id,
        isKnown: true,
        () =>
        {
            ended();
            return Task.CompletedTask;
        },
        Cancellation);
}
