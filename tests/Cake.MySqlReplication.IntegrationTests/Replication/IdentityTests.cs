using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Replication;

/// <summary>One topology is never taken for another, and nobody's data is deleted by mistake.</summary>
public sealed class IdentityTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly ReplicationSettings _settings;

    public IdentityTests() => _settings = _sandbox.Settings(TestServer.ImageOrSkip(TestServer.Quickest));

    private string StateFile => Path.Combine(_sandbox.Base, "mysql-replication.state.json");

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_base_folder_is_the_same_by_whichever_link_it_is_reached()
    {
        var topology = await StartWithDataAsync();
        var link = Path.Combine(_sandbox.Folder, "link");
        Directory.CreateSymbolicLink(link, _sandbox.Folder);

        var again = await _sandbox.StartAsync(_settings with { BaseDirectory = Path.Combine(link, "base") });

        Assert.Equal(topology.BaseDirectory, again.BaseDirectory);
        await AssertDataAsync(again);
    }

    [Fact]
    public async Task A_base_folder_that_was_moved_is_refused_and_left_alone()
    {
        await StartWithDataAsync();
        var moved = Path.Combine(_sandbox.Folder, "moved");
        Directory.Move(_sandbox.Base, moved);
        try
        {
            foreach (var step in new Func<RunningTopology, Task>[] { topology => topology.PrepareAsync(), topology => topology.TeardownAsync() })
            {
                var exception = await Assert.ThrowsAsync<MySqlReplicationException>(() => step(_sandbox.Open(_settings with { BaseDirectory = moved })));
                Assert.Contains($"the topology in it was started in {_sandbox.Base}", exception.Message, StringComparison.Ordinal);
            }

            Assert.NotEmpty(Directory.GetFileSystemEntries(Path.Combine(moved, "master", "data")));
        }
        finally
        {
            Directory.Move(moved, _sandbox.Base);
        }
    }

    [Fact]
    public async Task A_damaged_state_file_costs_no_data_and_can_be_torn_down()
    {
        var topology = await StartWithDataAsync();
        var servers = topology.Servers;
        await File.WriteAllTextAsync(StateFile, "{", TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<MySqlReplicationException>(
            () => _sandbox.Open(_settings with { Image = "localhost:1/no/such:1" }).PrepareAsync(TestContext.Current.CancellationToken));

        Assert.Contains($"The state file {StateFile} cannot be read:", exception.Message, StringComparison.Ordinal);
        Assert.Equal("1", await Client.ScalarAsync(servers[0], "SELECT COUNT(*) FROM kept.t"));
        await topology.TeardownAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await DockerProbe.TracesAsync(_sandbox.Name));
    }

    [Fact]
    public async Task A_failed_start_with_other_settings_costs_no_data()
    {
        var topology = await StartWithDataAsync();
        await Assert.ThrowsAsync<MySqlReplicationException>(
            () => _sandbox.Open(_settings with { Image = "localhost:1/no/such:1" }).PrepareAsync(TestContext.Current.CancellationToken));
        await AssertDataAsync(topology);
    }

    [Fact]
    public async Task Teardown_leaves_a_folder_of_the_users_own_as_it_was()
    {
        Directory.CreateDirectory(_sandbox.Base);
        var own = Path.Combine(_sandbox.Base, ".gitignore");
        await File.WriteAllTextAsync(own, "*\n", TestContext.Current.CancellationToken);

        await _sandbox.Open(_settings).TeardownAsync(TestContext.Current.CancellationToken);
        Assert.Equal([own], Directory.GetFileSystemEntries(_sandbox.Base));
        await _sandbox.StartAsync(_settings);
        await _sandbox.Open(_settings).TeardownAsync(TestContext.Current.CancellationToken);

        Assert.Equal([own], Directory.GetFileSystemEntries(_sandbox.Base));
        Directory.Delete(_sandbox.Base, recursive: true);
    }

    [Fact]
    public async Task Folders_that_were_made_on_the_way_to_the_base_folder_go_with_it()
    {
        var deep = _settings with { BaseDirectory = Path.Combine(_sandbox.Folder, "one", "two") };
        await Assert.ThrowsAsync<MySqlReplicationException>(
            () => _sandbox.Open(deep with { Image = "localhost:1/no/such:1" }).PrepareAsync(TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFileSystemEntries(_sandbox.Folder));

        await _sandbox.StartAsync(deep);
        await _sandbox.Open(deep).TeardownAsync(TestContext.Current.CancellationToken);
        Assert.Empty(Directory.GetFileSystemEntries(_sandbox.Folder));
    }

    [Fact]
    public async Task A_topology_of_the_same_name_elsewhere_is_named_and_left_alone()
    {
        var topology = await StartWithDataAsync();
        var elsewhere = _settings with { BaseDirectory = Path.Combine(_sandbox.Folder, "elsewhere") };

        var exception = await Assert.ThrowsAsync<MySqlReplicationException>(() => _sandbox.StartAsync(elsewhere));
        await _sandbox.Open(elsewhere).TeardownAsync(TestContext.Current.CancellationToken);

        Assert.Contains($"runs already, with its files in {_sandbox.Base}", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"runs with its files in {_sandbox.Base}: for that one, add --base={_sandbox.Base}", _sandbox.Context.LogText, StringComparison.Ordinal);
        await AssertDataAsync(topology);
    }

    private async Task<RunningTopology> StartWithDataAsync()
    {
        var topology = await _sandbox.StartAsync(_settings);
        await Client.ExecuteAsync(topology.Servers[0], "CREATE DATABASE kept; CREATE TABLE kept.t (id INT PRIMARY KEY); INSERT INTO kept.t VALUES (42)");
        await AssertDataAsync(topology);
        return topology;
    }

    private static Task AssertDataAsync(RunningTopology topology) => Client.EventuallyAsync(topology.Servers[1], "SELECT id FROM kept.t", "42");
}
