using System.Runtime.InteropServices;
using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process.Installations.Bundles;

/// <summary>The bundles of a user: finds them, makes them, and notices damaged ones.</summary>
internal sealed class BundleCache(ICakeLog log, string folder, TimeProvider clock)
{
    private const string Partial = ".partial";
    private const string Lock = ".lock";

    /// <summary>What a bundle is made for.</summary>
    private static string Platform { get; } =
        $"{(OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : "linux")}-" +
        RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();

    /// <summary>The bundles for this machine, whole or not, without those of archives that users named.</summary>
    public List<Bundle> All => [.. Read("").Where(bundle => bundle.Manifest.Archive is null)];

    /// <summary>The best whole bundle of what is wanted, or null.</summary>
    public Bundle? Find(WantedServer wanted)
    {
        var bundles = Read(Family(wanted.IsMariaDb)).Where(bundle => bundle.Manifest.Archive is null);
        return wanted.Choose(bundles, bundle => bundle.Manifest.Server).Find(IsWhole);
    }

    /// <summary>The whole bundle of an archive that a user named, or null.</summary>
    public Bundle? FindArchive(string archive) =>
        Read("").FirstOrDefault(bundle => bundle.Manifest.Archive == archive && IsWhole(bundle));

    /// <summary>Makes a bundle unless another build does so meanwhile.</summary>
    /// <param name="key">What is made, fit for a file name: two builds that use the same key wait for one another.</param>
    /// <param name="find">Looks for the bundle in the cache.</param>
    /// <param name="fill">Fills an empty folder; null where the server is not to be had.</param>
    /// <param name="archive">The archive that a user named, if so.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Bundle?> MakeAsync(
        string key, Func<Bundle?> find, Func<string, Task<BundleContents?>> fill, string? archive, CancellationToken cancellationToken)
    {
        try
        {
            Directories.CreateForAll(folder);
            using var mine = await TakeAsync(key, cancellationToken).ConfigureAwait(false);
            if (find() is { } found)
                return found;

            RemoveLeftovers(key);
            var partial = Path.Combine(folder, key + Partial);
            try
            {
                Directories.CreateForAll(partial);
                var contents = await fill(partial).ConfigureAwait(false);
                return contents is null ? null : await CompleteAsync(partial, contents, archive, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                Directories.TryDelete(partial);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MySqlReplicationException(
                $"The cache {folder} cannot be written to: {exception.Message} Make room or mend its owner, or name another cache by XDG_CACHE_HOME.", exception);
        }
    }

    private async Task<Bundle> CompleteAsync(string partial, BundleContents contents, string? archive, CancellationToken cancellationToken)
    {
        var version = await AskAsync(partial, contents, cancellationToken).ConfigureAwait(false);
        var manifest = new BundleManifest
        {
            Server = version,
            Platform = Platform,
            Archive = archive,
            Contents = contents,
            Files = BundleManifest.FilesIn(partial),
        };
        BundleManifestFile.Write(partial, manifest);

        var name = $"{Family(version.IsMariaDb)}{version.Number}-{Platform}";
        var bundle = new Bundle(Path.Combine(folder, archive is null ? name : $"{name}-{archive}"), manifest);
        // A build that asked by another word may have made the same; else what is there is damaged.
        using var place = await TakeAsync(bundle.Name, cancellationToken).ConfigureAwait(false);
        if (BundleManifestFile.Read(bundle.Folder) is { } there && there.FindDamage(bundle.Folder) is null)
            return new Bundle(bundle.Folder, there);
        Directories.Delete(bundle.Folder);
        Directory.Move(partial, bundle.Folder);
        log.Information("Kept for later builds: {0}, {1:0} MB.", bundle.Folder, manifest.Files.Values.Sum(file => file.Length) / 1e6);
        return bundle;
    }

    private Task<BundleLock> TakeAsync(string name, CancellationToken cancellationToken) => BundleLock.TakeAsync(
        Path.Combine(folder, name + Lock),
        () => log.Information("Waiting for another build, which is fetching the same server into {0}.", folder),
        clock,
        cancellationToken);

    private static async Task<ServerVersion> AskAsync(string folder, BundleContents contents, CancellationToken cancellationToken)
    {
        string[] libraries = [.. contents.Libraries.Select(library => Path.Combine(folder, library))];
        var loader = LibraryPath.Loader(contents.Loader is { } own ? Path.Combine(folder, own) : null, libraries);
        var variables = LibraryPath.Variables(contents.Loader is null ? libraries : []);
        var (version, reason) = await ServerProbe
            .AskAsync(Path.Combine(folder, contents.Server), loader, variables, cancellationToken).ConfigureAwait(false);
        return version ?? throw new MySqlReplicationException($"The server from {contents.Source} does not run on this machine: {reason}.");
    }

    /// <summary>The bundles for this machine whose names begin so.</summary>
    private IEnumerable<Bundle> Read(string beginning)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (var path in Directory.EnumerateDirectories(folder, beginning + "*"))
        {
            if (!path.EndsWith(Partial, StringComparison.Ordinal) && BundleManifestFile.Read(path) is { } manifest && manifest.Platform == Platform)
                yield return new Bundle(path, manifest);
        }
    }

    private static string Family(bool isMariaDb) => isMariaDb ? "mariadb-" : "mysql-";

    private bool IsWhole(Bundle bundle)
    {
        if (bundle.Manifest.FindDamage(bundle.Folder) is not { } damage)
            return true;
        log.Warning("The bundle {0} is damaged ({1}) and is not used.", bundle.Folder, damage);
        return false;
    }

    /// <summary>Removes what killed builds left: of this key, whose lock is ours, and of those that nobody is making.</summary>
    private void RemoveLeftovers(string key)
    {
        Directories.Delete(Path.Combine(folder, key + Partial));
        foreach (var left in Directory.GetDirectories(folder, "*" + Partial))
        {
            using var free = BundleLock.TryTake(left[..^Partial.Length] + Lock);
            if (free is not null)
                Directories.Delete(left);
        }
    }
}
