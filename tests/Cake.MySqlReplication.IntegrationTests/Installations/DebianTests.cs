using Cake.MySqlReplication.Engines.Process;
using Cake.MySqlReplication.Engines.Process.Installations;
using Cake.MySqlReplication.Engines.Process.Installations.Bundles;
using Cake.MySqlReplication.Engines.Process.Installations.Debian;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Installations;

/// <summary>Servers from the packages of the archive that this machine's apt is configured for.</summary>
public sealed class DebianTests
{
    private readonly CollectedLog _log = new();

    public DebianTests() => Assert.SkipWhen(DebianSource.Obstacle is not null, DebianSource.Obstacle ?? "");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MariaDB_is_fetched_into_an_empty_cache_mended_and_found_again()
    {
        using var folder = new TemporaryFolder();

        var found = await FindAsync("mariadb", folder.Path);

        Assert.True(found.Version.IsMariaDb);
        Assert.Contains("MariaDB", await SayAsync(found, "mariadbd"), StringComparison.Ordinal);
        Assert.Contains("Ver", await SayAsync(found, "mariadb-dump"), StringComparison.Ordinal);
        Assert.Single(Directory.GetDirectories(folder.Path));

        // A file that lost its end.
        await File.WriteAllTextAsync(found.Server, "damaged", Token);
        var mended = await FindAsync("mariadb", folder.Path);
        Assert.Equal(found.Server, mended.Server);
        Assert.Contains("is damaged", _log.Text, StringComparison.Ordinal);
        Assert.Contains("MariaDB", await SayAsync(mended, "mariadbd"), StringComparison.Ordinal);

        var asked = _log.Lines.Count;
        Assert.Equal(found.Server, (await FindAsync("mariadb", folder.Path)).Server);
        Assert.Equal(asked + 1, _log.Lines.Count);
    }

    [Fact]
    public async Task MySQL_of_the_long_term_release_comes_as_a_bundle_that_runs()
    {
        // Kept from run to run: this is the bundle that builds of this machine use.
        var found = await FindAsync(null, BundleCacheFolder.Default());

        Assert.False(found.Version.IsMariaDb);
        Assert.Contains("Ver", await SayAsync(found, "mysqld"), StringComparison.Ordinal);
        Assert.Contains("Ver", await SayAsync(found, "mysqldump"), StringComparison.Ordinal);
        var plugins = found.Options.Single(option => option.StartsWith("--plugin-dir=", StringComparison.Ordinal))["--plugin-dir=".Length..];
        Assert.True(File.Exists(Path.Combine(plugins, "mysql_clone.so")));
    }

    [Fact]
    public async Task A_version_that_cannot_be_had_is_an_error_that_lists_what_there_is()
    {
        using var folder = new TemporaryFolder();

        var error = await Assert.ThrowsAsync<MySqlReplicationException>(() => FindAsync("mysql-7.0", folder.Path));

        Assert.Contains("MySQL 7.0 is neither on this machine nor to be fetched", error.Message, StringComparison.Ordinal);
        Assert.Contains("to be fetched", error.Message, StringComparison.Ordinal);
        Assert.Contains("--server-archive", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(folder.Path));
    }

    [Fact]
    public async Task A_cancelled_fetch_leaves_nothing_and_no_process()
    {
        using var folder = new TemporaryFolder();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FindAsync("mariadb", folder.Path, patience.Token));

        Assert.Empty(Directory.GetDirectories(folder.Path));
        var processes = await Command.RunAsync("sh", ["-c", "cat /proc/[0-9]*/environ 2>/dev/null || true"], folder.Path, cancellationToken: Token);
        Assert.DoesNotContain(folder.Path, processes.Output, StringComparison.Ordinal);
    }

    private static async Task<string> SayAsync(ServerInstallation server, string program)
    {
        var folder = program.EndsWith('d') ? Path.GetDirectoryName(server.Server)! : server.Clients!;
        string[] words = [.. server.Loader, Path.Combine(folder, program), "--version"];
        var said = await ToolRun.RunAsync(words[0], words[1..], TimeSpan.FromSeconds(20), Token, server.Variables);
        return said.Succeeded ? said.Output : said.Complaint;
    }

    /// <summary>Looks for a bundle alone, whatever else this machine has.</summary>
    private Task<ServerInstallation> FindAsync(string? version, string folder, CancellationToken? cancellationToken = null) =>
        new ServerInstallations(_log, folder, TimeProvider.System, new LocalServers(_log, () => []), [new DebianSource(_log, TimeProvider.System)])
            .FindAsync(new ServerRequest(Version: version), cancellationToken ?? Token);
}
