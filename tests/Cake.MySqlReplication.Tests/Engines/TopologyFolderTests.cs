using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

public sealed class TopologyFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeEngine _engine = new();
    private readonly Topology _topology;

    public TopologyFolderTests() => _topology = Some.Topology(_folder.Paths, new ReplicationSettings { RootPassword = "it's" });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_base_folder_is_made_when_it_is_claimed()
    {
        var paths = new TopologyPaths(_folder["deep", "base"]);

        TopologyFolder.Claim(paths, ["master"]);

        Assert.True(Directory.Exists(paths.Base));
    }

    [Fact]
    public void A_base_folder_that_is_a_file_cannot_be_claimed()
    {
        var paths = new TopologyPaths(_folder.Write("", "file"));

        Assert.Contains("Choose another with --base.", Assert.Throws<MySqlReplicationException>(() => TopologyFolder.Claim(paths, [])).Message);
    }

    [Theory]
    [InlineData("notes.txt", "somebody's")]
    [InlineData("mysqld.cnf", "[mysqld]\n")]
    [InlineData("data/ibdata1", "somebody's")]
    public void A_servers_folder_that_is_somebody_elses_cannot_be_claimed(string file, string content)
    {
        var path = _folder.Write(content, "slave", file);

        var message = Assert.Throws<MySqlReplicationException>(() => TopologyFolder.Claim(_folder.Paths, ["master", "slave"])).Message;

        Assert.Contains($"{_folder["slave"]} exists and is not this tool's.", message);
        Assert.Equal(content, File.ReadAllText(path));
    }

    [Fact]
    public void A_servers_folder_that_an_earlier_run_left_can_be_claimed()
    {
        Directory.CreateDirectory(_folder["master", "data"]);
        _folder.Write(OptionFile.Text(_topology, _topology.Source), "slave", "mysqld.cnf");
        _folder.Write("left", "slave", "data", "ibdata1");

        TopologyFolder.Claim(_folder.Paths, ["master", "slave"]);
    }

    [Fact]
    public void Each_server_gets_a_data_folder_and_its_option_file()
    {
        TopologyFolder.Prepare(_topology, server => $"{TopologyFolder.Mark} for {server.Name}\n");

        Assert.All(_topology.Servers, server => Assert.True(Directory.Exists(_folder[server.Name, "data"])));
        Assert.All(_topology.Servers, server => Assert.Equal($"{TopologyFolder.Mark} for {server.Name}\n", File.ReadAllText(_folder[server.Name, "mysqld.cnf"])));
        Assert.Equal("*\n", File.ReadAllText(_folder[".gitignore"]));
        Assert.Equal(_topology.InitialPassword.Reveal(), File.ReadAllText(_folder.Paths.PasswordFile));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Paths.NoScriptsFolder));
    }

    [Fact]
    public void A_server_can_read_its_option_file_and_only_its_owner_can_write_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        TopologyFolder.Prepare(_topology, _ => TopologyFolder.Mark);

        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
            File.GetUnixFileMode(_folder.Paths.OptionFile("slave")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.Paths.PasswordFile));
    }

    [Fact]
    public void An_option_file_that_is_right_is_left_alone_and_one_that_is_not_is_written_anew()
    {
        TopologyFolder.Prepare(_topology, _ => "one");
        File.SetLastWriteTimeUtc(_folder.Paths.OptionFile("slave"), DateTime.UnixEpoch);

        TopologyFolder.Prepare(_topology, _ => "one");
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(_folder.Paths.OptionFile("slave")));
        TopologyFolder.Prepare(_topology, _ => "two");
        Assert.Equal("two", File.ReadAllText(_folder.Paths.OptionFile("slave")));
    }

    [Fact]
    public async Task Data_is_emptied_and_the_rest_stays()
    {
        TopologyFolder.Prepare(_topology, _ => TopologyFolder.Mark);
        _folder.Write("row", "slave", "data", "shop", "t.ibd");
        var other = _folder.Write("row", "master", "data", "ibdata1");

        await new TopologyFolder(_engine).EmptyDataAsync(_topology, "slave", Cancellation);

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["slave", "data"]));
        Assert.True(File.Exists(_folder.Paths.OptionFile("slave")));
        Assert.True(File.Exists(other));
    }

    [Fact]
    public async Task All_of_ours_is_deleted_and_the_base_folder_with_it()
    {
        Prepare();
        _folder.Write("row", "slave", "data", "ibdata1");

        await new TopologyFolder(_engine).DeleteAllAsync(_folder.Paths, "image", Cancellation);

        Assert.False(Directory.Exists(_folder.Paths.Base));
        Directory.CreateDirectory(_folder.Paths.Base);
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

        await new TopologyFolder(_engine).DeleteAllAsync(_folder.Paths, "image", Cancellation);

        Assert.All(foreign, file => Assert.True(File.Exists(file), $"{file} is gone."));
        Assert.True(Directory.Exists(_folder["empty"]), "The empty folder is gone.");
        Assert.Equal(
            [".gitignore", "empty", "notes.txt", "slave3", "slave9", "src"],
            Directory.GetFileSystemEntries(_folder.Paths.Base).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_folder_that_holds_all_topologies_goes_with_the_last_one()
    {
        var parent = _folder[TopologyPaths.DefaultParent];
        var (one, other) = (new TopologyPaths(Path.Combine(parent, "one")), new TopologyPaths(Path.Combine(parent, "other")));
        TopologyFolder.Claim(one, []);
        TopologyFolder.Claim(other, []);

        await new TopologyFolder(_engine).DeleteAllAsync(one, "image", Cancellation);
        Assert.True(Directory.Exists(other.Base));
        await new TopologyFolder(_engine).DeleteAllAsync(other, "image", Cancellation);
        Assert.False(Directory.Exists(parent));
    }

    [Fact]
    public async Task Deleting_what_is_not_there_succeeds() =>
        await new TopologyFolder(_engine).DeleteAllAsync(new TopologyPaths(_folder["missing"]), "image", Cancellation);

    private void Prepare()
    {
        TopologyFolder.Claim(_folder.Paths, _topology.Servers.Select(server => server.Name));
        StateFile.Write(_topology);
        TopologyFolder.Prepare(_topology, server => OptionFile.Text(_topology, server));
    }
}
