using System.Formats.Tar;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Cake.MySqlReplication.Engines.Process;
using Cake.MySqlReplication.Engines.Process.Installations;
using Cake.MySqlReplication.Engines.Process.Installations.Archives;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Installations;

/// <summary>Servers from archives that a user names: by path, and from a local web server.</summary>
public sealed class ArchiveTests : IDisposable
{
    private static readonly int[] Breaks = [100_000, 50_000, 0];

    private readonly TemporaryFolder _cache = new();
    private readonly CollectedLog _log = new();

    public ArchiveTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The archives' server is a shell script.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _cache.Dispose();

    [Fact]
    public async Task A_server_is_fetched_once_and_then_taken_from_the_cache()
    {
        var content = Archive.TarGz();
        await using var server = new FileServer(content);

        var first = await FindAsync(server.Address, Archive.Sha256(content));
        var second = await FindAsync(server.Address, Archive.Sha256(content));

        Assert.Equal("MySQL 9.7.4", first.Version.ToString());
        Assert.Equal(first.Server, second.Server);
        Assert.EndsWith(Path.Combine("server-1", "bin", "mysqld"), first.Server, StringComparison.Ordinal);
        Assert.Single(server.Requests);
        Assert.DoesNotContain(_cache.Entries, entry => entry.EndsWith(".partial", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("server-1/share/padding", "truncated")]
    [InlineData("server-1/share/padding", "changed")]
    [InlineData("server-1/share/padding", "removed")]
    [InlineData("server-1/bin/mysqld", "removed")]
    [InlineData("bundle.json", "truncated")]
    [InlineData("bundle.json", "changed")]
    [InlineData("bundle.json", "removed")]
    public async Task A_bundle_that_was_damaged_is_fetched_again(string file, string damage)
    {
        await using var server = new FileServer(Archive.TarGz([Archive.Server()], padding: 10_000));
        var first = await FindAsync(server.Address);
        var bundle = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(first.Server)!, "..", ".."));
        var damaged = Path.Combine(bundle, file);
        var content = await File.ReadAllBytesAsync(damaged, Token);
        File.Delete(damaged);
        content[content.Length / 2] ^= 0x55;
        if (damage != "removed")
            await File.WriteAllBytesAsync(damaged, damage == "changed" ? content : content[..(content.Length / 2)], Token);

        var second = await FindAsync(server.Address);

        Assert.Equal(first.Server, second.Server);
        Assert.Equal(2, server.Requests.Count);
        if (file != "bundle.json")
            Assert.Contains($"The bundle {bundle} is damaged ({file} ", _log.Text, StringComparison.Ordinal);
        await FindAsync(server.Address);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task What_a_killed_fetch_left_is_not_taken_for_a_bundle_and_goes()
    {
        var content = Archive.TarGz();
        await using var server = new FileServer(content);
        var sum = Archive.Sha256(content);
        await FindAsync(server.Address, sum);
        var bundle = Directory.GetDirectories(_cache.File("bundles")).Single();
        Directory.Move(bundle, bundle + ".partial");

        await FindAsync(server.Address, sum);

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(bundle, Directory.GetDirectories(_cache.File("bundles")).Single());
    }

    [Fact]
    public async Task A_fetch_goes_on_where_the_connection_broke()
    {
        var content = Archive.TarGz([Archive.Server()], padding: 300_000);
        await using var server = new FileServer(content) { BreakAfter = number => number < Breaks.Length ? Breaks[number] : null };

        await FindAsync(server.Address, Archive.Sha256(content));

        Assert.Equal(4, server.Requests.Count);
        Assert.DoesNotContain("Range:", server.Requests[0], StringComparison.Ordinal);
        Assert.Contains("Range: bytes=100000-", server.Requests[1], StringComparison.Ordinal);
        Assert.Contains("Range: bytes=150000-", server.Requests[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_replaced_meanwhile_is_fetched_anew()
    {
        var old = Archive.TarGz([Archive.Server()], padding: 200_000);
        var content = Archive.TarGz([Archive.Server()], padding: 300_000);
        await using var server = new FileServer(old);
        server.BreakAfter = number => number == 0 ? 100_000 : null;
        server.Status = number =>
        {
            if (number > 0)
                (server.Content, server.Tag) = (content, "\"two\"");
            return null;
        };

        await FindAsync(server.Address, Archive.Sha256(content));

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_cannot_resume_sends_the_whole_again()
    {
        var content = Archive.TarGz([Archive.Server()], padding: 100_000);
        await using var server = new FileServer(content) { Tag = null, BreakAfter = number => number == 0 ? 50_000 : null };

        Assert.Equal("MySQL 9.7.4", (await FindAsync(server.Address, Archive.Sha256(content))).Version.ToString());
    }

    [Fact]
    public async Task A_wrong_checksum_is_an_error_and_nothing_is_kept()
    {
        var content = Archive.TarGz();
        await using var server = new FileServer(content);

        var error = await FailAsync(server.Address, new string('0', 64));

        Assert.Contains(Archive.Sha256(content), error, StringComparison.Ordinal);
        Assert.Contains(new string('0', 64), error, StringComparison.Ordinal);
        AssertNothingKept();
    }

    [Fact]
    public async Task A_missing_file_is_an_error_at_once()
    {
        await using var server = new FileServer([]) { Status = _ => "404 Not Found" };

        Assert.Contains("404", await FailAsync(server.Address), StringComparison.Ordinal);
        Assert.Single(server.Requests);
        AssertNothingKept();
    }

    [Fact]
    public async Task A_busy_server_is_asked_again()
    {
        var content = Archive.TarGz();
        await using var server = new FileServer(content) { Status = number => number == 0 ? "503 Service Unavailable" : null };

        await FindAsync(server.Address, Archive.Sha256(content));

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Nobody_listening_is_an_error_at_once_that_keeps_secrets()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var error = await FailAsync($"http://somebody:pa55word@127.0.0.1:{port}/server.zip?token=s3cret");

        Assert.Contains($"http://127.0.0.1:{port}/server.zip could not be fetched", error, StringComparison.Ordinal);
        Assert.DoesNotContain("pa55word", error + _log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error + _log.Text, StringComparison.Ordinal);
        AssertNothingKept();
    }

    [Fact]
    public async Task A_connection_that_goes_silent_counts_as_broken()
    {
        var content = Archive.TarGz([Archive.Server()], padding: 100_000);
        await using var server = new FileServer(content) { Stalls = true, BreakAfter = number => number == 0 ? 50_000 : null };
        using var download = new ArchiveDownload(
            TimeProvider.System, new FetchProgress(_log, TimeProvider.System, "Fetching"), stall: TimeSpan.FromMilliseconds(300));

        await download.RunAsync(new Uri(server.Address), _cache.File("archive"), Token);

        Assert.Equal(content, await File.ReadAllBytesAsync(_cache.File("archive"), Token));
        Assert.Contains("Range: bytes=50000-", server.Requests[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fetch_can_be_cancelled()
    {
        var content = Archive.TarGz([Archive.Server()], padding: 100_000);
        await using var server = new FileServer(content) { Stalls = true, BreakAfter = _ => 50_000 };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(TimeSpan.FromMilliseconds(500));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FindAsync(server.Address, cancellationToken: patience.Token));

        AssertNothingKept();
    }

    [Fact]
    public async Task Two_builds_at_once_fetch_once()
    {
        var content = Archive.TarGz([Archive.Server()], padding: 1_000_000);
        await using var server = new FileServer(content);

        var found = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => FindAsync(server.Address))));

        Assert.Single(found.Select(one => one.Server).Distinct());
        Assert.Single(server.Requests);
        Assert.Contains("Waiting for another build", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_formats_of_vendors_are_unpacked()
    {
        byte[][] archives = [Archive.TarGz(), Archive.Zip(), Convert.FromBase64String(Archive.TarXz)];
        foreach (var content in archives)
            Assert.Equal("MySQL 9.7.4", (await FindAsync(Save(content))).Version.ToString());
    }

    [Fact]
    public async Task Links_within_an_archive_are_kept()
    {
        var archive = Save(Archive.TarGz(
            Archive.Link("server-1/lib/dangling.so", "nowhere.so"),
            Archive.File("server-1/lib/private/libx.so.1", [1]),
            Archive.Link("server-1/lib/libx.so", "private/libx.so.1"),
            Archive.Link("server-1/lib/plugin/liby.so", "../private/libx.so.1"),
            Archive.Link("server-1/bin/mysql", "server-1/bin/mysqld", TarEntryType.HardLink)));

        var found = await FindAsync(archive);

        var root = Path.GetDirectoryName(Path.GetDirectoryName(found.Server))!;
        Assert.Equal([1], await File.ReadAllBytesAsync(Path.Combine(root, "lib", "libx.so"), Token));
        Assert.Equal([1], await File.ReadAllBytesAsync(Path.Combine(root, "lib", "plugin", "liby.so"), Token));
        Assert.Equal(Path.Combine(root, "bin"), found.Clients);
        Assert.Equal(found.Server, (await FindAsync(archive)).Server);
        Assert.Single(_log.Lines, line => line.StartsWith("Unpacking", StringComparison.Ordinal) && line.Contains("done in", StringComparison.Ordinal));
    }

    public static TheoryData<string, byte[]> HostileArchives => new()
    {
        { "climbing file", Archive.TarGz(Archive.File("server-1/../../evil", [1])) },
        { "climbing within", Archive.TarGz(Archive.File("server-1/../evil", [1])) },
        { "absolute file", Archive.TarGz(Archive.File("/tmp/evil-absolute", [1])) },
        { "drive", Archive.TarGz(Archive.File("C:/evil", [1])) },
        { "backslashes", Archive.TarGz(Archive.File("..\\evil", [1])) },
        { "climbing link", Archive.TarGz(Archive.Link("server-1/evil", "../../evil")) },
        { "absolute link", Archive.TarGz(Archive.Link("server-1/evil", "/etc/passwd")) },
        { "climbing second name", Archive.TarGz(Archive.Link("server-1/evil", "../evil", TarEntryType.HardLink)) },
        { "absolute second name", Archive.TarGz(Archive.Link("server-1/evil", "/etc/passwd", TarEntryType.HardLink)) },
        { "through a link", Archive.TarGz(Archive.Link("server-1/d", "."), Archive.File("server-1/d/evil", [1])) },
        { "link over a link", Archive.TarGz(Archive.Link("server-1/a/b/c", "../.."), Archive.Link("server-1/a/b/evil", "c/../..")) },
        { "device", Archive.TarGz(new PaxTarEntry(TarEntryType.Fifo, "server-1/evil")) },
        { "climbing zip", Archive.Zip(("../evil", "x", 0x81A4)) },
        { "absolute zip", Archive.Zip(("/tmp/evil-absolute", "x", 0x81A4)) },
        { "zip link", Archive.Zip(("server-1/evil", "/etc/passwd", 0xA1FF)) },
    };

    [Theory]
    [MemberData(nameof(HostileArchives), DisableDiscoveryEnumeration = true)]
    public async Task A_hostile_archive_is_refused(string what, byte[] content)
    {
        var error = await FailAsync(Save(content));

        Assert.Contains("is refused: the entry", error, StringComparison.Ordinal);
        Assert.False(Path.Exists("/tmp/evil-absolute"), what);
        Assert.DoesNotContain(_cache.Entries, entry => entry.Contains("evil", StringComparison.Ordinal));
        AssertNothingKept();
    }

    [Fact]
    public async Task What_is_no_archive_is_said_to_be_none()
    {
        Assert.Contains("neither tar", await FailAsync(Save(Encoding.ASCII.GetBytes("<html>Not found</html>"))), StringComparison.Ordinal);
        Assert.Contains("no archive that can be unpacked", await FailAsync(Save(Archive.TarGz([Archive.Server()], 10_000)[..5_000])), StringComparison.Ordinal);
        var cutXz = Convert.FromBase64String(Archive.TarXz)[..^80];
        Assert.Contains("no archive that can be unpacked", await FailAsync(Save(cutXz)), StringComparison.Ordinal);
        Assert.Contains("holds no mysqld", await FailAsync(Save(Archive.TarGz([Archive.File("readme", [1])], 0))), StringComparison.Ordinal);
        AssertNothingKept();
    }

    [Fact]
    public async Task An_archive_that_is_not_there_and_a_checksum_that_is_none_are_errors()
    {
        Assert.Contains("cannot be read", await FailAsync(_cache.File("nowhere.zip")), StringComparison.Ordinal);
        Assert.Contains("no SHA-256 checksum", await FailAsync(_cache.File("nowhere.zip"), "abc"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_that_is_asked_for_must_be_in_the_archive()
    {
        var error = await FailAsync(Save(Archive.TarGz()), version: "8.4");

        Assert.Contains("names MySQL 9.7.4", error, StringComparison.Ordinal);
        Assert.Contains("asks for MySQL 8.4", error, StringComparison.Ordinal);
    }

    private async Task<string> FailAsync(string archive, string? sha256 = null, string? version = null) =>
        (await Assert.ThrowsAsync<MySqlReplicationException>(() => FindAsync(archive, sha256, version))).Message;

    private Task<ServerInstallation> FindAsync(
        string archive, string? sha256 = null, string? version = null, CancellationToken? cancellationToken = null) =>
        new ServerInstallations(_log, _cache.File("bundles"), TimeProvider.System)
            .FindAsync(new ServerRequest(Version: version, Archive: archive, ArchiveSha256: sha256), cancellationToken ?? Token);

    private string Save(byte[] content)
    {
        var path = _cache.File($"archive-{Guid.NewGuid():N}");
        File.WriteAllBytes(path, content);
        return path;
    }

    private void AssertNothingKept() =>
        Assert.All(Directory.GetFileSystemEntries(_cache.File("bundles")), entry => Assert.EndsWith(".lock", entry, StringComparison.Ordinal));
}
