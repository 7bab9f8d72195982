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
            JsonSerializer.Serialize(added, line, HistoryContext.Default.HistoryLine);
            added.WriteByte((byte)'\n');
        }

        await using var file = await TryOpenAsync(paths.HistoryFile).ConfigureAwait(false);
        if (file is null)
            return;
        if (file.Length + added.Length > MostBytes)
            Shorten(file);
        file.Seek(0, SeekOrigin.End);
        added.WriteTo(file);
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

    /// <summary>Keeps the younger half, from the beginning of a line on.</summary>
    private static void Shorten(FileStream file)
    {
        var content = new byte[file.Length];
        file.ReadExactly(content);
        var kept = content.AsSpan(content.Length / 2);
        kept = kept[(kept.IndexOf((byte)'\n') + 1)..];
        file.SetLength(0);
        file.Write(kept);
    }
}
