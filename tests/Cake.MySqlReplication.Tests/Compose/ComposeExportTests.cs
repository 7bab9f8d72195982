using Cake.MySqlReplication.Compose;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Compose;

/// <summary>What an export does to the folder that it is written to.</summary>
public sealed class ComposeExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("compose.yaml")]
    [InlineData(".gitignore")]
    [InlineData("passwords.env")]
    [InlineData("master/mysqld.cnf")]
    [InlineData("README.md")]
    public void A_folder_of_somebody_else_is_left_as_it_is(string file)
    {
        var path = _folder.Write("theirs", "out", file);
        var mode = ModeOf(_folder["out"]);

        var message = Assert.Throws<MySqlReplicationException>(() => Write(_folder["out"])).Message;

        Assert.StartsWith($"{_folder["out"]} has files in it and was not written by this tool.", message, StringComparison.Ordinal);
        Assert.Equal("theirs", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder["out"], "*", SearchOption.AllDirectories));
        Assert.Equal(mode, ModeOf(_folder["out"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_folder_that_is_new_or_empty_is_closed_to_others_and_to_Git(bool isThere)
    {
        if (isThere)
            Directory.CreateDirectory(_folder["out"]);

        Write(_folder["out"]);

        Assert.True(File.Exists(_folder["out", "compose.yaml"]));
        Assert.Equal("*\n", File.ReadAllText(_folder["out", ".gitignore"]));
        Assert.Equal(OperatingSystem.IsWindows() ? default : UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, ModeOf(_folder["out"]));
    }

    [Fact]
    public void What_was_exported_before_is_written_anew_and_the_users_gitignore_stays()
    {
        Write(_folder["out"]);
        var options = File.ReadAllText(_folder["out", "slave", "mysqld.cnf"]);
        _folder.Write("changed", "out", "slave", "mysqld.cnf");
        _folder.Write("passwords.env\n", "out", ".gitignore");

        Write(_folder["out"]);

        Assert.Equal(options, File.ReadAllText(_folder["out", "slave", "mysqld.cnf"]));
        Assert.Equal("passwords.env\n", File.ReadAllText(_folder["out", ".gitignore"]));
    }

    private static void Write(string folder) => ComposeExport.Write(Some.Topology(), folder, _ => "mysql:9.7");

    private static UnixFileMode ModeOf(string folder) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(folder);
}
