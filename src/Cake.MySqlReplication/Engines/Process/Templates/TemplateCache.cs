using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Engines.Process.Installations.Bundles;
using Cake.MySqlReplication.Engines.Process.Systems;

namespace Cake.MySqlReplication.Engines.Process.Templates;

/// <summary>
/// The initialised data directories of a user, which new servers begin with a copy of. One is made by the way: what the first
/// server initialised for itself is kept. There is no password and no key in them.
/// </summary>
/// <param name="log">Told what is kept, and why something is not.</param>
/// <param name="folder">Where they are kept.</param>
/// <param name="copy">Copies them.</param>
/// <param name="clock">The clock of all waits, and of how old they are.</param>
internal sealed class TemplateCache(ICakeLog log, string folder, TemplateCopy copy, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private const string Partial = ".partial";
    private const string Lock = ".lock";
    private const string Manifest = "template.json";

    /// <summary>The folder of templates beside the one of bundles.</summary>
    public static string DefaultFolder => Path.Combine(Path.GetDirectoryName(BundleCacheFolder.Default())!, "templates");

    /// <summary>Fills an empty data directory: with a copy, if there is a template by then, and else by initialising it.</summary>
    /// <param name="key">The template.</param>
    /// <param name="data">The data directory.</param>
    /// <param name="account">Who is to own the files; null for who runs the build.</param>
    /// <param name="limits">How much may be kept when one is added; the wait for another build is as long as an initialisation may take.</param>
    /// <param name="patience">How long to wait while somebody else makes the template.</param>
    /// <param name="initialise">Initialises the data directory.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was initialised.</returns>
    public async Task<bool> FillAsync(
        string key, string data, ServerAccount? account, CacheLimits limits, TimeSpan patience, Func<Task> initialise, CancellationToken cancellationToken)
    {
        bool? isWritable = null;
        for (var start = clock.GetTimestamp(); ; await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false))
        {
            if (TryFill(key, data, account))
                return false;
            isWritable ??= IsWritable(key);
            using var mine = isWritable.Value ? TemplateLock.TryTake(PathOf(key) + Lock) : null;
            // Another may have made it since it was looked for.
            if (mine is not null && Whole(key, out _) is not null)
                continue;
            if (mine is null && isWritable.Value && clock.GetElapsedTime(start) < patience)
                continue;

            await initialise().ConfigureAwait(false);
            TemplateCopy.Strip(data);
            if (mine is not null)
                Keep(key, data, limits);
            return true;
        }
    }

    /// <summary>Removes templates that are beyond the limits and that nobody is copying, and what killed builds left.</summary>
    public IReadOnlyList<RemovedCacheItem> Clean(CacheLimits limits)
    {
        if (!Directory.Exists(folder))
            return [];
        var kept = Directory.GetDirectories(folder)
            .Where(path => !path.EndsWith(Partial, StringComparison.Ordinal))
            .Select(path => new CachedItem(path, UsedLast(path), Size(path)))
            .ToList();
        var partial = Directory.GetDirectories(folder, "*" + Partial);
        return [.. partial.Concat(CacheRules.Surplus(kept, limits, clock.GetUtcNow()).Select(item => item.Path)).Select(TryRemove).OfType<RemovedCacheItem>()];
    }

    private bool TryFill(string key, string data, ServerAccount? account)
    {
        using var shared = TemplateLock.TryShare(PathOf(key) + Lock);
        if (shared is null)
            return false;
        if (Whole(key, out var damage) is not { } manifest)
        {
            if (damage is not null)
                log.Warning("The template {0} is damaged ({1}) and is not used.", PathOf(key), damage);
            return false;
        }

        copy.Fill(manifest, Path.Combine(PathOf(key), "data"), data, account);
        File.SetLastWriteTimeUtc(Path.Combine(PathOf(key), Manifest), clock.GetUtcNow().UtcDateTime);
        return true;
    }

    private TemplateManifest? Whole(string key, out string? damage)
    {
        var manifest = TemplateManifest.Read(Path.Combine(PathOf(key), Manifest));
        damage = manifest?.FindDamage(Path.Combine(PathOf(key), "data"));
        return damage is null ? manifest : null;
    }

    /// <summary>Where nothing can be kept, each server is initialised by itself.</summary>
    private bool IsWritable(string key)
    {
        try
        {
            Directories.CreateForAll(folder);
            TemplateLock.TryTake(PathOf(key) + Lock)?.Dispose();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            NotKept(exception);
            return false;
        }
    }

    private void Keep(string key, string data, CacheLimits limits)
    {
        var partial = $"{PathOf(key)}.{Guid.NewGuid().ToString("N")[..8]}{Partial}";
        try
        {
            foreach (var left in Directory.GetDirectories(folder, $"{key}.*{Partial}").Append(PathOf(key)))
                Directories.Delete(left);
            var kept = Directory.CreateDirectory(Path.Combine(partial, "data")).FullName;
            TemplateCopy.Keep(data, kept).Write(Path.Combine(partial, Manifest));
            Directory.Move(partial, PathOf(key));
            log.Verbose("Kept for later starts: {0}.", PathOf(key));
            foreach (var removed in Clean(limits))
                log.Verbose("Removed from the cache: {0}.", removed.Name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Directories.TryDelete(partial);
            NotKept(exception);
        }
    }

    /// <summary>What somebody uses stays, whatever the limits.</summary>
    private RemovedCacheItem? TryRemove(string path)
    {
        var isPartial = path.EndsWith(Partial, StringComparison.Ordinal);
        // Of a partial one, the name is that of the template, a random part and the ending.
        var file = (isPartial ? Path.ChangeExtension(path[..^Partial.Length], null) : path) + Lock;
        using var mine = TemplateLock.TryTake(file);
        if (mine is null || !Directory.Exists(path))
            return null;
        var size = Size(path);
        // Without it, what a killed build leaves of the rest is no template.
        File.Delete(Path.Combine(path, Manifest));
        Directories.Delete(path);
        if (!isPartial)
            File.Delete(file);
        return new RemovedCacheItem($"the template {Path.GetFileName(path)}", size);
    }

    private void NotKept(Exception exception) =>
        log.Warning("The cache {0} cannot be written to: {1} Servers are initialised each time, which takes seconds; make room, mend its owner, or name another cache by XDG_CACHE_HOME.", folder, exception.Message);

    private static DateTimeOffset UsedLast(string path) =>
        File.GetLastWriteTimeUtc(Path.Combine(path, Manifest)) is var time && time.Year > 1970 ? time : Directory.GetLastWriteTimeUtc(path);

    private static long Size(string path) => new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private string PathOf(string key) => Path.Combine(folder, key);
}
