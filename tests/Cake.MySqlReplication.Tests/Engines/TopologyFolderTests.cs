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
    public void A_full_disk_is_told_from_a_folder_that_cannot_be_written_to()
    {
        Assert.StartsWith("The disk is full: no space", TopologyFolder.NotWritable(_folder.Paths, new IOException("no space", 28)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be written to: denied", TopologyFolder.NotWritable(_folder.Paths, new UnauthorizedAccessException("denied")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".git/HEAD", "base/notes.txt", true)]
    [InlineData(".git/HEAD", "base/.gitignore", true)]
    [InlineData(".git/HEAD", "base/mysql-replication.password", false)]
    [InlineData("no-repository", "base/notes.txt", false)]
    public void Passwords_may_be_committed_where_Git_does_not_ignore_the_whole_folder(string above, string file, bool mayBe)
    {
        _folder.Write("", above);
        _folder.Write("", file);

        Assert.Equal(mayBe, TopologyFolder.MayBeCommitted(new TopologyPaths(_folder["base"])));
    }

    [Fact]
    public void A_folder_that_Git_ignores_already_needs_no_warning()
    {
        _folder.Write("", ".git", "HEAD");
        _folder.Write("*\n", "base", ".gitignore");

        Assert.False(TopologyFolder.MayBeCommitted(new TopologyPaths(_folder["base"])));
    }

    [Theory]
    [InlineData("notes.txt", "somebody's")]
    [InlineData("mysqld.cnf", "[mysqld]\n")]
    [InlineData("data/ibdata1", "somebody's")]
    public void A_servers_folder_that_is_somebody_elses_cannot_be_claimed(string file, string content)
    {
        var path = _folder.Write(content, "slave", file);

        var message = Assert.Throws<MySqlReplicationException>(() => TopologyFolder.CheckOwner(_folder.Paths, ["master", "slave"])).Message;

        Assert.Contains($"{_folder["slave"]} exists and was not made by this tool.", message);
        Assert.Equal(content, File.ReadAllText(path));
    }

    [Fact]
    public void A_servers_folder_that_an_earlier_run_left_can_be_claimed()
    {
        Directory.CreateDirectory(_folder["master", "data"]);
        _folder.Write(OptionFile.Text(_topology, _topology.Source), "slave", "mysqld.cnf");
        _folder.Write("left", "slave", "data", "ibdata1");

        TopologyFolder.CheckOwner(_folder.Paths, ["master", "slave"]);
    }

    [Fact]
    public void Each_server_gets_a_data_folder_and_its_option_file()
    {
        TopologyFolder.Prepare(_topology with { WroteIgnoreFile = true }, server => $"{TopologyFolder.Mark} for {server.Name}\n");

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
}
