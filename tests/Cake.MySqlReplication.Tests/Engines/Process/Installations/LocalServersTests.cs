using Cake.MySqlReplication.Engines.Process.Installations;
using Cake.MySqlReplication.Tests.Standins;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines.Process.Installations;

public sealed class LocalServersTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public LocalServersTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The servers are shell scripts.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "MySQL 9.7.4")]
    [InlineData("bin/mysqld", "MySQL 9.7.4")]
    [InlineData("bin", "MySQL 9.7.4")]
    public async Task A_named_server_is_found_by_its_program_or_a_folder(string name, string version)
    {
        _folder.WriteServer("bin/mysqld", "9.7.4");

        Assert.Equal(version, (await LocalServers.IdentifyAsync(_folder.At(name.Split('/')), Token)).Version.ToString());
    }

    [Fact]
    public async Task What_a_server_says_counts_and_neither_its_name_nor_its_path()
    {
        var program = _folder.WriteServer("mysql-5.6.24-mariadb/sbin/mysqld", "10.11.6-MariaDB-0+deb12u1");

        Assert.Equal("MariaDB 10.11.6", (await LocalServers.IdentifyAsync(program, Token)).Version.ToString());
    }

    [Theory]
    [InlineData("/opt/mysql-8.0.36-linux/bin/mysqld  Ver 9.7.4 for Linux on x86_64 (MySQL Community Server - GPL)", "MySQL 9.7.4")]
    [InlineData("/usr/sbin/mysqld  Ver 8.0.36-0ubuntu0.22.04.1 for Linux on x86_64 ((Ubuntu))", "MySQL 8.0.36")]
    [InlineData("/opt/mariadb/bin/mysqld  Ver 5.6.24-log for linux-glibc2.5 on x86_64 (MySQL Community Server (GPL))", "MySQL 5.6.24")]
    [InlineData("mariadbd  Ver 11.8.6-MariaDB-0+deb13u1 for debian-linux-gnu on x86_64 (built from source)", "MariaDB 11.8.6")]
    [InlineData("/usr/sbin/mariadbd from 12.1.2-MariaDB, for debian-linux-gnu (x86_64)", "MariaDB 12.1.2")]
    [InlineData(@"C:\Program Files\MySQL\MySQL Server 8.4\bin\mysqld.exe  Ver 8.4.6 for Win64 on x86_64 (MySQL Community Server - GPL)", "MySQL 8.4.6")]
    [InlineData("usage: mysqld 1.2.3", null)]
    public void Versions_are_read_as_servers_write_them(string output, string? version) =>
        Assert.Equal(version, ServerProbe.Parse(output)?.ToString());

    [Fact]
    public async Task An_unpacked_server_is_told_where_its_parts_are()
    {
        _folder.WriteServer("bin/mysqld", "9.7.4");
        _folder.Write("bin/mysqldump");
        _folder.Write("share/english/errmsg.sys");
        _folder.Write("lib/plugin/mysql_clone.so");

        var server = await LocalServers.IdentifyAsync(_folder.Path, Token);

        Assert.Equal(
            [$"--basedir={_folder.Path}", $"--lc-messages-dir={_folder.At("share")}", $"--plugin-dir={_folder.At("lib", "plugin")}"], server.Options);
        Assert.Equal(_folder.At("bin"), server.Clients);
    }

    [Fact]
    public async Task Libraries_beside_a_server_are_used()
    {
        _folder.WriteServer("server/mysqld", "5.6.24");
        _folder.Write("server/libaio.so.1");

        var server = await LocalServers.IdentifyAsync(_folder.At("server"), Token);

        Assert.Equal(_folder.At("server"), Assert.Single(server.Variables).Value);
    }

    [Fact]
    public async Task A_named_server_that_is_not_there_is_an_error() =>
        Assert.Contains("there is no", await FailAsync("nowhere"), StringComparison.Ordinal);

    [Fact]
    public async Task A_folder_without_a_server_is_an_error()
    {
        _folder.Write("bin/mysql");

        Assert.Contains("holds no mysqld or mariadbd", await FailAsync("bin"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_run_is_an_error_with_the_reason()
    {
        var program = _folder.WriteServer("mysqld", "");
        await File.WriteAllTextAsync(
            program, "#!/bin/sh\necho 'mysqld: error while loading shared libraries: libaio.so.1: cannot open shared object file' >&2; exit 127\n", Token);

        Assert.Contains("it lacks a library (libaio.so.1: cannot open shared object file)", await FailAsync("mysqld"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Servers_that_do_not_run_are_passed_over()
    {
        string[] programs = [_folder.Write("a/mysqld", "nothing"), _folder.WriteServer("b/mysqld", "8.4.6")];
        var log = new CollectingLog();

        var found = await new LocalServers(log, () => programs).FindAsync(Token);

        Assert.Equal(programs[1], Assert.Single(found).Server);
        Assert.Contains(log.Lines, line => line.Contains(programs[0], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_may_not_read_a_users_files_is_passed_over_and_that_is_said_once()
    {
        string[] programs = [_folder.WriteServer("a/mysqld", ""), _folder.WriteServer("b/mysqld", "8.4.6")];
        await File.WriteAllTextAsync(
            programs[0], "#!/bin/sh\ncase $1 in --defaults-file=*) echo \"mysqld: [ERROR] Could not open required defaults file: $1\" >&2; exit 1;; esac\necho ' Ver 9.7.4'\n", Token);
        var log = new CollectingLog();
        var confining = new LocalServers(log, () => programs, () => _folder.Write("empty.cnf"));

        Assert.Equal(programs[1], Assert.Single(await confining.FindAsync(Token)).Server);
        Assert.Single(await confining.FindAsync(Token));

        var line = Assert.Single(log.Lines);
        Assert.Contains($"{programs[0]} cannot be used: it may not read {_folder.At("empty.cnf")}, since AppArmor", line, StringComparison.Ordinal);
        Assert.Equal(2, (await new LocalServers(log, () => programs).FindAsync(Token)).Count);
    }

    [Fact]
    public void A_server_with_several_names_counts_once()
    {
        var program = _folder.WriteServer("cellar/mysql/9.7.4/bin/mariadbd", "9.7.4");
        File.CreateSymbolicLink(_folder.At("cellar", "mysql", "9.7.4", "bin", "mysqld"), "mariadbd");
        Directory.CreateSymbolicLink(_folder.At("opt"), _folder.At("cellar", "mysql", "9.7.4"));

        Assert.Equal([program], ServerPlaces.ProgramsIn([_folder.At("opt", "bin"), _folder.At("cellar", "mysql", "9.7.4", "bin")]));
    }

    [Fact]
    public void Places_are_found_by_patterns_the_newest_first()
    {
        _folder.Write("opt/mysql@8.4/bin/x");
        _folder.Write("opt/mysql@9.7/bin/x");
        _folder.Write("opt/mysql/bin/x");

        Assert.Equal(
            [_folder.At("opt", "mysql@9.7", "bin"), _folder.At("opt", "mysql@8.4", "bin")],
            ServerPlaces.Expand(_folder.Path + "/opt/mysql@*/bin").Select(Path.GetFullPath));
        Assert.Empty(ServerPlaces.Expand(_folder.Path + "/nowhere/*/bin"));
    }

    private async Task<string> FailAsync(string name) =>
        (await Assert.ThrowsAsync<MySqlReplicationException>(() => LocalServers.IdentifyAsync(_folder.At(name), Token))).Message;
}
