using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Engines.Process.Installations.Bundles;

namespace Cake.MySqlReplication.Engines.Process.Installations.Debian;

/// <summary>
/// Packages of the Debian-family archive that the machine's apt is configured for: fetched and unpacked, not installed.
/// The server runs with the libraries and the loader of its own suite, so it need not fit the machine's release.
/// </summary>
internal sealed class DebianSource(ICakeLog log, TimeProvider clock) : IBundleSource
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private const string DiskFull = "No space left on device";

    private static readonly string[] NoConnection =
        ["Could not connect", "Unable to connect", "Connection timed out", "Could not resolve", "failure resolving", "No route to host"];

    /// <summary>Why there are no such packages for this machine; null if there are.</summary>
    public static string? Obstacle =>
        OperatingSystem.IsLinux() && File.Exists("/usr/bin/apt-get") && File.Exists("/usr/bin/dpkg-deb") ? null
        : "servers are fetched as packages on Debian, Ubuntu and their kin alone, and this is none of these";

    public async Task<BundleContents?> FetchAsync(
        WantedServer wanted, string folder, BundleSearch search, CancellationToken cancellationToken)
    {
        if (Obstacle is { } obstacle)
        {
            search.Obstacle(obstacle);
            return null;
        }

        var machine = await ToolRun.RunAsync("apt-config", ["dump"], Deadline, cancellationToken).ConfigureAwait(false);
        string[] settings = [.. machine.Lines];
        var release = DebianRelease.OfThisMachine();
        var suites = DebianSuites.For(wanted, release, Entries(settings));
        if (suites.Count == 0)
            search.Obstacle($"apt on this machine is configured for no archive of {release.Name}: mend /etc/apt/sources.list");

        foreach (var suite in suites)
        {
            var work = Path.Combine(folder, ".fetch");
            try
            {
                Directory.CreateDirectory(work);
                var archive = new AptArchive(AptConfiguration.Create(work, settings, suite));
                if (await FindAsync(archive, suite, wanted, search, cancellationToken).ConfigureAwait(false) is { } package)
                    return await FetchAsync(archive, package, suite, folder, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                Directories.TryDelete(work);
            }

            // The other suites are at the same mirror: do not wait for it over and over.
            if (search.Obstacles.Any(obstacle => NoConnection.Any(words => obstacle.Contains(words, StringComparison.OrdinalIgnoreCase))))
                break;
        }

        return null;
    }

    private async Task<DebianPackage?> FindAsync(
        AptArchive archive, DebianSuite suite, WantedServer wanted, BundleSearch search, CancellationToken cancellationToken)
    {
        log.Information("Looking for {0} in the packages of {1}.", wanted, suite.Name);
        var problem = await archive
            .UpdateAsync(new FetchProgress(log, clock, $"Fetching the package list of {suite.Name}"), cancellationToken).ConfigureAwait(false);
        if (problem?.Contains(DiskFull, StringComparison.OrdinalIgnoreCase) == true)
            throw new IOException($"{problem}.");
        var packages = await archive.FindServersAsync(cancellationToken).ConfigureAwait(false);
        foreach (var package in packages)
            search.Offer($"{package.Version} from {suite.Name}");
        if (packages.Count == 0 && problem is not null)
            search.Obstacle($"the packages of {suite.Name}: {problem}");
        return wanted.Choose(packages, package => package.Version) is [var best, ..] ? best : null;
    }

    private async Task<BundleContents> FetchAsync(
        AptArchive archive, DebianPackage package, DebianSuite suite, string folder, CancellationToken cancellationToken)
    {
        var progress = new FetchProgress(log, clock, $"Fetching {package.Version} from {suite.Name}");
        var files = await archive.DownloadAsync(package, progress, cancellationToken).ConfigureAwait(false);

        log.Information("Unpacking {0} packages.", files.Count);
        var unpacking = new FetchProgress(log, clock, $"Unpacking {files.Count} packages");
        var (total, unpacked) = (files.Sum(file => new FileInfo(file).Length), 0L);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(files, options, async (file, cancelled) =>
        {
            var outcome = await ToolRun.RunAsync("dpkg-deb", ["-x", file, folder], Deadline, cancelled).ConfigureAwait(false);
            if (!outcome.Succeeded)
            {
                throw new MySqlReplicationException(
                    $"The package {Path.GetFileName(file)} could not be unpacked into {folder}: {outcome.Complaint} Check the room on that disk.");
            }

            unpacking.Report(Interlocked.Add(ref unpacked, new FileInfo(file).Length), total);
            File.Delete(file);
        }).ConfigureAwait(false);
        DebianTree.Prune(folder);
        unpacking.Done();
        return DebianTree.Describe(folder, package, suite.Name);
    }

    private static IReadOnlyList<AptEntry> Entries(string[] settings)
    {
        string Setting(string name, string usual) => AptConfiguration.Value(settings, name) ?? usual;
        var etc = Path.Combine("/", Setting("Dir::Etc", "etc/apt"));
        return AptSources.Read(
            Path.Combine(etc, Setting("Dir::Etc::sourcelist", "sources.list")),
            Path.Combine(etc, Setting("Dir::Etc::sourceparts", "sources.list.d")));
    }
}
