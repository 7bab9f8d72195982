using System.Text;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines;

/// <summary>
/// Keeps two builds from changing one topology at the same time. The system lets go of it when a process dies. Where no
/// topology is recorded when it is let go of, the lock file and the folders that were made for it are taken away again.
/// The file names those folders, a line each, from the moment that they are there: a build may be killed before it records anything else.
/// </summary>
internal sealed class TopologyLock : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly TopologyPaths _paths;
    private readonly FileStream _file;

    /// <summary>The base folder and those above it that are to go when nothing else is in them, the outermost first.</summary>
    private readonly IReadOnlyList<string> _createdFolders;

    private TopologyLock(TopologyPaths paths, FileStream file, IReadOnlyList<string> createdFolders)
    {
        _paths = paths;
        _file = file;
        _createdFolders = createdFolders;
    }

    /// <param name="paths">The topology.</param>
    /// <param name="waiting">Called once if another build holds the lock.</param>
    /// <param name="clock">The clock of the wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="MySqlReplicationException">The base folder cannot be written to, or the other build does not end.</exception>
    public static async Task<TopologyLock> TakeAsync(
        TopologyPaths paths, Action waiting, TimeProvider clock, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        IReadOnlyList<string> made = [];
        for (var attempt = 0; ; attempt++)
        {
            // A build that was waited for may have taken the folder away.
            if (MissingFolders(paths.Base) is { Count: > 0 } missing)
                made = missing;
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
                if (IsStillThere(paths, file))
                    return Hold(paths, file, made);
                await file.DisposeAsync().ConfigureAwait(false);
            }
            catch (DirectoryNotFoundException)
            {
                // A teardown deleted the folder between the two steps above.
            }
            catch (IOException exception) when (IsHeldByAnother(exception))
            {
                if (attempt == 0)
                    waiting();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw TopologyFolder.NotWritable(paths, exception);
            }

            if (clock.GetElapsedTime(start) > Limit)
                throw HeldTooLong(paths);
            await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        if (File.Exists(_paths.StateFile))
        {
            _file.Dispose();
            return;
        }

        // Deleted while it is held: whoever waits for it notices. Windows lets nobody delete what is open.
        if (OperatingSystem.IsWindows())
            _file.Dispose();
        TryDelete(() => File.Delete(_paths.LockFile));
        foreach (var folder in _createdFolders.Reverse())
            TryDelete(() => Directory.Delete(folder));
        _file.Dispose();
    }

    private static List<string> MissingFolders(string folder)
    {
        var missing = new List<string>();
        for (var next = folder; next is not null && !Directory.Exists(next); next = Path.GetDirectoryName(next))
            missing.Insert(0, next);
        return missing;
    }

    /// <summary>Reads which folders an earlier build made; where none is recorded, records those that were made now.</summary>
    private static TopologyLock Hold(TopologyPaths paths, FileStream file, IReadOnlyList<string> made)
    {
        using var reader = new StreamReader(file, leaveOpen: true);
        if (reader.ReadToEnd() is { Length: > 0 } earlier)
            return new TopologyLock(paths, file, earlier.Split('\n'));

        var held = new TopologyLock(paths, file, made);
        try
        {
            RandomAccess.Write(file.SafeFileHandle, Encoding.UTF8.GetBytes(string.Join('\n', made)), fileOffset: 0);
            return held;
        }
        catch (IOException)
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file that is held is the one at its path, and not one that a teardown has deleted since it was opened.</summary>
    private static bool IsStillThere(TopologyPaths paths, FileStream file)
    {
        var mark = DateTime.UnixEpoch.AddSeconds(Random.Shared.NextInt64(1_000_000_000));
        File.SetLastWriteTimeUtc(file.SafeFileHandle, mark);
        return File.GetLastWriteTimeUtc(paths.LockFile) == mark;
    }

    /// <summary>What is in use, is not empty, or is a mount point stays.</summary>
    private static void TryDelete(Action delete)
    {
        try
        {
            delete();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nothing of ours is lost by an empty folder that is left.
        }
    }

    /// <summary>EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows.</summary>
    private static bool IsHeldByAnother(IOException exception) => (exception.HResult & 0xFFFF) is 11 or 35 or 32 or 33;

    private static MySqlReplicationException HeldTooLong(TopologyPaths paths) => new(
        $"Another build has been working on the topology in {paths.Base} for {Limit.TotalMinutes} minutes. " +
        "Let it end or end it, or use another --name or --base.");
}
