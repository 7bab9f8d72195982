namespace Cake.MySqlReplication.Topologies;

/// <summary>Files that only their owner can read, and that are there whole or not at all, whoever else writes them meanwhile.</summary>
internal static class PrivateFile
{
    private const string Ending = ".partial";

    // Writing takes milliseconds: what is older belongs to nobody any more.
    private static readonly TimeSpan LongestWrite = TimeSpan.FromMinutes(1);

    public static void Write(string path, byte[] content)
    {
        foreach (var leftover in Partials(path).Where(IsLeftover))
            File.Delete(leftover);

        var partial = $"{path}.{Guid.NewGuid():N}{Ending}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var stream = new FileStream(partial, options))
                stream.Write(content);
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>Writes the file where another one is; does nothing where that, or the folder, is gone by now.</summary>
    public static void WriteBeside(string other, string path, byte[] content)
    {
        if (!File.Exists(other))
            return;
        try
        {
            Write(path, content);
        }
        catch (DirectoryNotFoundException)
        {
            // It went at this moment.
        }
    }

    /// <summary>Deletes the file, and what killed runs left of it. Does nothing where there is none.</summary>
    public static void Delete(string path)
    {
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            return;
        foreach (var partial in Partials(path))
            File.Delete(partial);
        File.Delete(path);
    }

    private static string[] Partials(string path) => Directory.GetFiles(Path.GetDirectoryName(path)!, $"{Path.GetFileName(path)}.*partial")
        .Where(file => file.EndsWith(Ending, StringComparison.Ordinal)).ToArray();

    private static bool IsLeftover(string partial) => DateTime.UtcNow - File.GetLastWriteTimeUtc(partial) > LongestWrite;
}
