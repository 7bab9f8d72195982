using Cake.MySqlReplication.Engines.Process.Installations.Bundles;

namespace Cake.MySqlReplication.Engines.Process.Installations;

/// <summary>
/// AppArmor, by which Ubuntu keeps /usr/sbin/mysqld to /var/lib/mysql and the like. Whether a profile is loaded is told to root
/// alone, so a program has to be tried: https://documentation.ubuntu.com/server/how-to/security/apparmor/.
/// </summary>
internal static class AppArmor
{
    private const string Switch = "/sys/module/apparmor/parameters/enabled";

    /// <summary>An empty option file among a user's own files, to see whether a server may read it; null where AppArmor is off.</summary>
    public static string? OptionFileToTry(string cacheFolder)
    {
        try
        {
            if (!OperatingSystem.IsLinux() || !File.ReadAllText(Switch).StartsWith('Y'))
                return null;
            Directories.CreateForAll(cacheFolder);
            var file = Path.Combine(cacheFolder, "empty.cnf");
            File.Open(file, FileMode.OpenOrCreate).Dispose();
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What is wrong with the cache is said when it is needed.
            return null;
        }
    }
}
