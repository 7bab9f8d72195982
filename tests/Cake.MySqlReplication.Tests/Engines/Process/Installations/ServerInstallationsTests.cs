using Cake.MySqlReplication.Engines.Process;
using Cake.MySqlReplication.Engines.Process.Installations;
using Cake.MySqlReplication.Engines.Process.Installations.Bundles;
using Cake.MySqlReplication.Tests.Standins;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines.Process.Installations;

public sealed class ServerInstallationsTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly CollectingLog _log = new();
    private readonly List<string> _local = [];

    public ServerInstallationsTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The servers are shell scripts.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Cache => _folder.At("cache", "bundles");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_named_server_goes_before_everything_else()
    {
        Local("8.4.6");
        var named = _folder.WriteServer("named/mysqld", "5.6.24");

        var found = await FindAsync(new ServerRequest(Server: named));

        Assert.Equal(named, found.Server);
    }

    [Fact]
    public async Task A_named_server_of_another_version_than_asked_for_is_an_error()
    {
        var named = _folder.WriteServer("named/mysqld", "5.6.24");

        var error = await Assert.ThrowsAsync<MySqlReplicationException>(() => FindAsync(new ServerRequest(named, "9.7")));

        Assert.Contains("--server names MySQL 5.6.24", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_the_machine_spares_a_fetch()
    {
        var local = Local("8.4.6");
        var source = new FakeSource("9.7.4");

        Assert.Equal(local, (await FindAsync(new ServerRequest(), source)).Server);
        Assert.Equal(0, source.Fetches);
    }

    [Fact]
    public async Task Of_several_servers_the_best_is_taken_and_one_line_says_so()
    {
        Local("8.4.6");
        var best = Local("9.7.4");
        Local("10.11.6-MariaDB");

        Assert.Equal(best, (await FindAsync(new ServerRequest())).Server);
        var line = Assert.Single(_log.Lines);
        Assert.Contains("MySQL 9.7.4", line, StringComparison.Ordinal);
        Assert.Contains("preferred to MySQL 8.4.6", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_fetched_and_then_found_in_the_cache_before_the_machines_own()
    {
        var source = new FakeSource("9.7.4", "8.0.36");

        var fetched = await FindAsync(new ServerRequest(), source);
        Local("9.7.9");
        var again = await FindAsync(new ServerRequest(Version: "9.7"), source);

        Assert.Equal("MySQL 9.7.4", fetched.Version.ToString());
        Assert.Equal(fetched.Server, again.Server);
        Assert.Equal($"--basedir={Path.Combine(Cache, "mysql-9.7.4-" + Platform(fetched), "usr")}", Assert.Single(fetched.Options));
        Assert.Equal(1, source.Fetches);
    }

    [Fact]
    public async Task MariaDB_is_taken_where_there_is_no_MySQL_and_the_log_says_so()
    {
        var local = Local("10.11.6-MariaDB");

        Assert.Equal(local, (await FindAsync(new ServerRequest(), new FakeSource())).Server);
        Assert.Contains(_log.Lines, line => line == "No MySQL is to be had (the archive does not answer). Taking MariaDB, if there is one.");
    }

    [Fact]
    public async Task MariaDB_is_never_taken_where_MySQL_was_asked_for()
    {
        Local("10.11.6-MariaDB");

        var error = await Assert.ThrowsAsync<MySqlReplicationException>(() => FindAsync(new ServerRequest(Version: "9.7"), new FakeSource("8.0.36")));

        Assert.Contains("MySQL 9.7 is neither on this machine nor to be fetched", error.Message, StringComparison.Ordinal);
        Assert.Contains("MariaDB 10.11.6", error.Message, StringComparison.Ordinal);
        Assert.Contains("MySQL 8.0.36 from the fake archive, to be fetched", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("usr/library", "li")]
    [InlineData("usr/library", "lixrary")]
    [InlineData("usr/library", null)]
    [InlineData("usr/sbin/mysqld", null)]
    [InlineData(BundleManifestFile.Name, "{ \"format\": 1, \"files\":")]
    [InlineData(BundleManifestFile.Name, "{ \"format\": 0 }")]
    [InlineData(BundleManifestFile.Name, "{ \"format\": 2, \"files\": { \"usr/library\": [7] } }")]
    [InlineData(BundleManifestFile.Name, "[]")]
    [InlineData(BundleManifestFile.Name, null)]
    public async Task A_damaged_bundle_is_made_again(string file, string? content)
    {
        var source = new FakeSource("9.7.4");
        var first = await FindAsync(new ServerRequest(), source);
        var damaged = Path.Combine(Path.GetDirectoryName(first.Server)!, "..", "..", file);
        if (content is null)
            File.Delete(damaged);
        else
            await File.WriteAllTextAsync(damaged, content, Token);

        var second = await FindAsync(new ServerRequest(), source);

        Assert.Equal(first.Server, second.Server);
        Assert.Equal(2, source.Fetches);
        Assert.Equal("library", await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(second.Server)!, "..", "library"), Token));
        Assert.Equal(first.Server, (await FindAsync(new ServerRequest(), source)).Server);
        Assert.Equal(2, source.Fetches);
    }

    [Fact]
    public async Task What_killed_fetches_left_is_cleaned_unless_somebody_works_on_it()
    {
        _folder.Write("cache/bundles/mysql-9.7.partial/left");
        _folder.Write("cache/bundles/mariadb.partial/left");
        _folder.Write("cache/bundles/mysql-8.4.partial/busy");
        using var busy = BundleLock.TryTake(Path.Combine(Cache, "mysql-8.4.lock"));

        await FindAsync(new ServerRequest(), new FakeSource("9.7.4"));

        Assert.Equal("mysql-8.4.partial", Assert.Single(Directory.GetDirectories(Cache, "*.partial").Select(Path.GetFileName)));
    }

    [Fact]
    public async Task Two_builds_at_once_make_one_bundle()
    {
        var source = new FakeSource("9.7.4") { Meanwhile = _ => Task.Delay(500, Token) };

        var other = new CollectingLog();

        var found = await Task.WhenAll(
            Task.Run(() => FindAsync(new ServerRequest(), _log, source)), Task.Run(() => FindAsync(new ServerRequest(), other, source)));

        Assert.Equal(found[0].Server, found[1].Server);
        Assert.Equal(1, source.Fetches);
        Assert.Contains(_log.Lines.Concat(other.Lines), line => line.StartsWith("Waiting for another build", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fetch_that_fails_leaves_nothing()
    {
        var source = new FakeSource("9.7.4") { Meanwhile = _ => throw new IOException("No space left on device") };

        var error = await Assert.ThrowsAsync<MySqlReplicationException>(() => FindAsync(new ServerRequest(), source));

        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Cache));
    }

    [Fact]
    public async Task A_bundle_that_does_not_run_is_not_kept()
    {
        var source = new FakeSource("9.7.4")
        {
            Meanwhile = folder => File.WriteAllTextAsync(Path.Combine(folder, "usr", "sbin", "mysqld"), "#!/bin/sh\necho broken >&2; exit 1\n", Token),
        };

        var error = await Assert.ThrowsAsync<MySqlReplicationException>(() => FindAsync(new ServerRequest(), source));

        Assert.Contains("does not run on this machine: ", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Cache));
    }

    [Fact]
    public void The_cache_is_where_XDG_says()
    {
        Assert.SkipWhen(OperatingSystem.IsMacOS(), "macOS has its own folder.");

        string Default(string? xdg, bool isPrivileged = false) =>
            BundleCacheFolder.Default(_ => xdg, "/home/somebody", isPrivileged, _ => true);

        Assert.Equal("/home/somebody/.cache/cake-mysql-replication/bundles", Default(null));
        Assert.Equal("/elsewhere/cake-mysql-replication/bundles", Default("/elsewhere"));
        Assert.Equal("/home/somebody/.cache/cake-mysql-replication/bundles", Default("relative"));
    }

    [Fact]
    public void Root_keeps_bundles_where_other_accounts_can_run_them()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A matter of Linux.");
        var home = _folder.At("root");
        Directory.CreateDirectory(home);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.Equal("/var/cache/cake-mysql-replication/bundles", BundleCacheFolder.Default(_ => null, home, isPrivileged: true, _ => true));
        Assert.Equal(Path.Combine(home, ".cache/cake-mysql-replication/bundles"), BundleCacheFolder.Default(_ => null, home, isPrivileged: false, _ => true));
    }

    private static string Platform(ServerInstallation server) => server.Origin.Split(' ')[2]["mysql-9.7.4-".Length..];

    private string Local(string version)
    {
        var program = _folder.WriteServer($"local{_local.Count}/mysqld", version);
        _local.Add(program);
        return program;
    }

    private Task<ServerInstallation> FindAsync(ServerRequest request, params IBundleSource[] sources) => FindAsync(request, _log, sources);

    private Task<ServerInstallation> FindAsync(ServerRequest request, CollectingLog log, params IBundleSource[] sources) =>
        new ServerInstallations(log, Cache, TimeProvider.System, new LocalServers(log, () => _local), sources).FindAsync(request, Token);
}
