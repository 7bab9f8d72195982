namespace Cake.MySqlReplication.Engines.Process.Installations.Bundles;

/// <summary>Makes and removes folders of the cache.</summary>
internal static class Directories
{
    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute |
        UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Creates a folder that every account may enter, whatever the umask: a server may run under another account than the build.</summary>
    public static void CreateForAll(string folder)
    {
        if (Directory.Exists(folder))
            return;
        if (Path.GetDirectoryName(folder) is { } parent && Path.GetFileName(parent) == "cake-mysql-replication")
            CreateForAll(parent);
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, ForAll);
    }

    /// <summary>Deletes a folder as far as possible: what is left is a later build's to remove.</summary>
    public static void TryDelete(string folder)
    {
        try
        {
            Delete(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is called where another error is on its way, which must not be hidden by this one.
        }
    }

    /// <summary>Deletes a folder with everything in it, also where files or folders are read-only. Does nothing where there is none.</summary>
    public static void Delete(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (UnauthorizedAccessException)
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
            {
                if (entry.LinkTarget is null)
                    entry.Attributes &= ~FileAttributes.ReadOnly;
            }

            Directory.Delete(folder, recursive: true);
        }
    }
}
