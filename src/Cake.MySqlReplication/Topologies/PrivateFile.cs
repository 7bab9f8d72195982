namespace Cake.MySqlReplication.Topologies;

/// <summary>Files that only their owner can read, and that are there whole or not at all.</summary>
internal static class PrivateFile
{
    public static void Write(string path, byte[] content)
    {
        var partial = path + ".partial";
        // A file left by a killed run may have another owner or mode.
        File.Delete(partial);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(partial, options))
            stream.Write(content);
        File.Move(partial, path, overwrite: true);
    }
}
