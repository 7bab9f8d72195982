using System.Security.Cryptography;
using System.Text;
using Cake.MySqlReplication.Engines.Process.Installations.Bundles;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>Keep two builds of a user from making one template at the same time. The system lets go of them when a process dies.</summary>
/// <param name="folder">Where they are.</param>
internal sealed class TemplateLocks(string folder)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>In the user's cache.</summary>
    public static TemplateLocks Default { get; } = new(Path.Combine(Path.GetDirectoryName(BundleCacheFolder.Default())!, "docker-templates"));

    /// <summary>
    /// Tells those that these locks keep apart from all others that use the same engine, such as other users, or containers that have the
    /// engine's socket.
    /// </summary>
    public string Owner { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.MachineName}\n{folder}")))[..12];

    /// <param name="key">The template's key.</param>
    /// <param name="limit">How long another build is waited for.</param>
    /// <param name="waiting">Called once if another build holds the lock.</param>
    /// <param name="clock">The clock of the wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The lock; null where the other build does not end.</returns>
    public async Task<IDisposable?> TakeAsync(string key, TimeSpan limit, Action waiting, TimeProvider clock, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            if (TryTake(key) is { } taken)
                return taken;
            if (clock.GetElapsedTime(start) > limit)
                return null;
            if (attempt == 0)
                waiting();
            await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes it if nobody holds it.</summary>
    /// <exception cref="IOException">There is no room for it.</exception>
    /// <exception cref="UnauthorizedAccessException">The user's cache cannot be written to.</exception>
    public IDisposable? TryTake(string key)
    {
        Directory.CreateDirectory(folder);
        return BundleLock.TryTake(Path.Combine(folder, key + ".lock"));
    }
}
