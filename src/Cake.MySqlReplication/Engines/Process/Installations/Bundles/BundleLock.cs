namespace Cake.MySqlReplication.Engines.Process.Installations.Bundles;

/// <summary>Keeps two builds from making one bundle at the same time. The system lets go of it when a process dies.</summary>
internal sealed class BundleLock : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly FileStream _file;

    private BundleLock(FileStream file) => _file = file;

    /// <param name="path">The lock's file.</param>
    /// <param name="waiting">Called once if another build holds it.</param>
    /// <param name="clock">The clock of the wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="MySqlReplicationException">The other build does not end.</exception>
    public static async Task<BundleLock> TakeAsync(string path, Action waiting, TimeProvider clock, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            if (TryTake(path) is { } taken)
                return taken;
            if (clock.GetElapsedTime(start) > Limit)
            {
                throw new MySqlReplicationException(
                    $"Another build has been fetching the same server for {Limit.TotalMinutes} minutes: it holds {path}. End it, then run this again.");
            }

            if (attempt == 0)
                waiting();
            await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes it if nobody holds it.</summary>
    public static BundleLock? TryTake(string path)
    {
        try
        {
            return new BundleLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
