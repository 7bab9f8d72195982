using Cake.MySqlReplication.Engines.Process.Installations.Debian;

namespace Cake.MySqlReplication.Engines.Process.Installations;

/// <summary>The one command that installs a server on a system.</summary>
internal static class InstallAdvice
{
    /// <summary>The command for this machine; null where its system has no such package.</summary>
    public static string? ForThisMachine(WantedServer wanted) =>
        OperatingSystem.IsWindows() ? $"winget install {(wanted.IsMariaDb ? "MariaDB.Server" : "Oracle.MySQL")}"
        : OperatingSystem.IsMacOS() ? $"brew install {(wanted.IsMariaDb ? "mariadb" : "mysql")}"
        : For(wanted, DebianRelease.OfThisMachine());

    /// <summary>The command for a Linux distribution; null where it is not known.</summary>
    internal static string? For(WantedServer wanted, DebianRelease release)
    {
        bool Is(params string[] ids) => ids.Any(id => release.Id == id || release.Like.Contains(id));
        var family = wanted.IsMariaDb ? "mariadb" : "mysql";
        return
            Is("ubuntu") ? $"sudo apt-get install {family}-server"
            : Is("debian") ? wanted.IsMariaDb ? "sudo apt-get install mariadb-server" : null
            : Is("fedora", "rhel", "centos", "amzn") ? $"sudo dnf install {family}-server"
            : Is("suse", "opensuse") ? "sudo zypper install mariadb mariadb-client"
            : Is("arch") ? "sudo pacman -S mariadb"
            : Is("alpine") ? "apk add mariadb mariadb-client"
            : null;
    }
}
