namespace Cake.MySqlReplication.Engines.Process.Installations.Bundles;

/// <summary>Where bundles are kept.</summary>
internal static class BundleCacheFolder
{
    private const string Name = "cake-mysql-replication";
    private const string SystemCache = "/var/cache";

    /// <summary>The user's own cache: XDG_CACHE_HOME or ~/.cache, ~/Library/Caches, %LOCALAPPDATA%.</summary>
    public static string Default() => Default(Environment.GetEnvironmentVariable, Home(), Environment.IsPrivilegedProcess, Directory.Exists);

    internal static string Default(Func<string, string?> variable, string home, bool isPrivileged, Func<string, bool> exists)
    {
        if (OperatingSystem.IsWindows())
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), Name, "bundles");

        // The XDG specification: a relative path is invalid and ignored.
        var named = variable("XDG_CACHE_HOME") is { Length: > 0 } xdg && Path.IsPathRooted(xdg) ? xdg : null;
        var own = named ?? (OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches") : Path.Combine(home, ".cache"));
        // Servers of root's builds run under another account, which usually may not enter root's home.
        var cache = isPrivileged && OperatingSystem.IsLinux() && exists(SystemCache) && !CanAllEnter(own) ? SystemCache : own;
        return Path.Combine(cache, Name, "bundles");
    }

    /// <summary>Whether every account may enter a folder and all that are above it.</summary>
    internal static bool CanAllEnter(string folder)
    {
        if (OperatingSystem.IsWindows())
            return true;
        for (var path = Path.GetFullPath(folder); path is not null; path = Path.GetDirectoryName(path))
        {
            if (Directory.Exists(path) && !File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherExecute))
                return false;
        }

        return true;
    }

    private static string Home()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 0 ? home : Path.Combine(Path.GetTempPath(), Name + "-" + Environment.UserName);
    }
}
