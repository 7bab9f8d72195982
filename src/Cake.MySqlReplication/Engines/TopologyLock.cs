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
                return new TopologyLock(new FileStream(paths.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (Exception exception) when (exception is UnauthorizedAccessException or DirectoryNotFoundException or PathTooLongException)
            {
                throw TopologyFolder.NotWritable(paths, exception);
            }
            catch (IOException exception) when (!File.Exists(paths.LockFile))
            {
                throw TopologyFolder.NotWritable(paths, exception);
            }
            catch (IOException exception) when (clock.GetElapsedTime(start) > Limit)
            {
                throw new MySqlReplicationException(
                    $"Another build has been working on the topology in {paths.Base} for {Limit.TotalMinutes} minutes. " +
                    "Let it end or end it, or use another --name or --base.", exception);
            }
            catch (IOException)
            {
                if (attempt == 0)
                    waiting();
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
