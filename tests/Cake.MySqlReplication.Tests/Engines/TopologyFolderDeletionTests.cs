using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

public sealed class TopologyFolderDeletionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeEngine _engine = new();
    private readonly Topology _topology;

    public TopologyFolderDeletionTests() => _topology = Some.Topology(_folder.Paths);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_of_ours_is_deleted()
    {
        Prepare();
        _folder.Write("row", "slave", "data", "ibdata1");

        await DeleteAllAsync();

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Paths.Base));
        Assert.Empty(_engine.DeletedFolders);
    }

    [Fact]
    public async Task What_is_somebody_elses_survives()
    {
        string[] foreign =
        [
            _folder.Write("*.log\n", ".gitignore"), _folder.Write("mine", "notes.txt"), _folder.Write("[mysqld]\n", "slave3", "mysqld.cnf"),
            _folder.Write("mine", "src", "main.c"), _folder.Write("row", "slave9", "data", "ibdata1"),
        ];
        Directory.CreateDirectory(_folder["empty"]);
        Prepare();

        await DeleteAllAsync();

        Assert.All(foreign, file => Assert.True(File.Exists(file), $"{file} is gone."));
        Assert.True(Directory.Exists(_folder["empty"]), "The empty folder is gone.");
        Assert.Equal(
            [".gitignore", "empty", "notes.txt", "slave3", "slave9", "src"],
            Directory.GetFileSystemEntries(_folder.Paths.Base).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_deleted_where_there_is_no_topology()
    {
        var own = _folder.Write("*\n", ".gitignore");

        Assert.False(await new TopologyFolder(_engine).DeleteServersAsync(_folder.Paths, recorded: null, new ReplicationSettings(), Cancellation));

        Assert.True(File.Exists(own));
    }

    [Fact]
    public async Task A_gitignore_of_the_users_own_is_kept_even_if_it_reads_like_ours()
    {
        var own = _folder.Write("*\n", ".gitignore");
        Prepare();

        await DeleteAllAsync();

        Assert.True(File.Exists(own));
    }

    [Fact]
    public async Task Deleting_what_is_not_there_succeeds() =>
        await new TopologyFolder(_engine).DeleteServersAsync(new TopologyPaths(_folder["missing"]), null, new ReplicationSettings(), Cancellation);

    private async Task DeleteAllAsync()
    {
        Assert.True(await new TopologyFolder(_engine).DeleteServersAsync(_folder.Paths, _topology, new ReplicationSettings(), Cancellation));
        TopologyFolder.DeleteFiles(_folder.Paths, _topology);
    }

    private void Prepare()
    {
        TopologyFolder.CheckOwner(_folder.Paths, _topology.Servers.Select(server => server.Name));
        StateFile.Write(_topology);
        TopologyFolder.Prepare(_topology, server => OptionFile.Text(_topology, server));
    }
}
