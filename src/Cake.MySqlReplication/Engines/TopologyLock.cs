using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines;

/// <summary>Keeps two builds from changing one topology at the same time. The system lets go of it when a process dies.</summary>
internal sealed class TopologyLock : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _file;

    private TopologyLock(FileStream file) => _file = file;

    /// <param name="paths">The topology.</param>
    /// <param name="waiting">Called once if another build holds the lock.</param>
    /// <param name="clock">The clock of the wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="MySqlReplicationException">The base folder cannot be written to, or the other build does not end.</exception>
    public static async Task<TopologyLock> TakeAsync(
        TopologyPaths paths, Action waiting, TimeProvider clock, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                Directory.CreateDirectory(paths.Base);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw TopologyFolder.NotWritable(paths, exception);
            }

            try
            {
                var file = new FileStream(paths.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                // A teardown that ended meanwhile has deleted the file that was waited for.
                if (File.Exists(paths.LockFile))
                    return new TopologyLock(file);
                await file.DisposeAsync().ConfigureAwait(false);
            }
            catch (DirectoryNotFoundException)
            {
                // The same, between the two steps above.
            }
            catch (IOException exception) when (IsHeldByAnother(exception))
            {
                if (attempt == 0)
                    waiting();
                if (clock.GetElapsedTime(start) > Limit)
                    throw HeldTooLong(paths, exception);
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw TopologyFolder.NotWritable(paths, exception);
            }
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows.</summary>
    private static bool IsHeldByAnother(IOException exception) => (exception.HResult & 0xFFFF) is 11 or 35 or 32 or 33;

    private static MySqlReplicationException HeldTooLong(TopologyPaths paths, IOException exception) => new(
        $"Another build has been working on the topology in {paths.Base} for {Limit.TotalMinutes} minutes. " +
        "Let it end or end it, or use another --name or --base.", exception);
}
