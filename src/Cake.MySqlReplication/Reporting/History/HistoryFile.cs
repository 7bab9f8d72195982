using System.Text.Json;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Reporting.History;

/// <summary>
/// What builds did with a topology, and how far its replicas were behind, one line for each: runs add to it, and the oldest lines
/// go when it grows. It is there for reports alone, so that no step fails by it.
/// </summary>
internal static class HistoryFile
{
    /// <summary>Some two thousand lines.</summary>
    public const int MostBytes = 256 * 1024;

    private const int Attempts = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Adds lines. Does nothing where no topology is recorded: a file would keep its folder from being removed.</summary>
    public static async Task AppendAsync(TopologyPaths paths, IReadOnlyCollection<HistoryLine> lines)
    {
        if (lines.Count == 0 || !File.Exists(paths.StateFile))
            return;
        await using var added = new MemoryStream();
        foreach (var line in lines)
        {
            line.Write(added);
            added.WriteByte((byte)'\n');
        }

        try
        {
            await using var file = await TryOpenAsync(paths.HistoryFile).ConfigureAwait(false);
            if (file is not null)
                Add(file, added.ToArray());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Such as on a full disk.
        }
    }

    /// <summary>Adds whole lines, or none.</summary>
    /// <exception cref="IOException">There is no room for them.</exception>
    internal static void Add(Stream file, ReadOnlySpan<byte> lines)
    {
        if (file.Length + lines.Length >= MostBytes)
            Shorten(file);
        var length = file.Length;
        try
        {
            if (!EndsWithLine(file))
                file.WriteByte((byte)'\n');
            file.Write(lines);
        }
        catch (IOException)
        {
            file.SetLength(length);
            throw;
        }
    }

    /// <summary>What is recorded, the oldest first. A line that a killed build left half written is passed over.</summary>
    public static IReadOnlyList<HistoryLine> Read(TopologyPaths paths)
    {
        try
        {
            return [.. File.ReadAllLines(paths.HistoryFile).Select(Parse).OfType<HistoryLine>()];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static HistoryLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, HistoryContext.Default.HistoryLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Another build may be adding to it for a moment.</summary>
    private static async Task<FileStream?> TryOpenAsync(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException) when (attempt < Attempts)
            {
                await Task.Delay(Pause).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    /// <summary>Whether what follows begins a line of its own; it does not behind what a killed build left half written. Goes to the end.</summary>
    private static bool EndsWithLine(Stream file)
    {
        if (file.Length == 0)
            return true;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }

    /// <summary>Keeps the younger half, from the beginning of a line on. It is written over the older: that takes no room on a full disk.</summary>
    private static void Shorten(Stream file)
    {
        var content = new byte[file.Length];
        file.Seek(0, SeekOrigin.Begin);
        file.ReadExactly(content);
        var kept = content.AsSpan(content.Length / 2);
        kept = kept[(kept.IndexOf((byte)'\n') + 1)..];
        file.Seek(0, SeekOrigin.Begin);
        file.Write(kept);
        file.SetLength(kept.Length);
    }
}
