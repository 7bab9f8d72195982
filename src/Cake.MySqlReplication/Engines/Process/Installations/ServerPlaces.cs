using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process.Installations;

/// <summary>The folders in which servers usually are. A <c>*</c> stands for any part of one folder's name.</summary>
internal static class ServerPlaces
{
    private static readonly string[] Brews = ["/opt/homebrew/opt", "/usr/local/opt", "/home/linuxbrew/.linuxbrew/opt"];
    private static readonly string[] Formulas = ["mysql", "mysql@*", "mariadb", "mariadb@*", "percona-server", "percona-server@*"];

    private static readonly string[] Linux =
    [
        "/usr/sbin", "/usr/libexec", "/usr/local/sbin", "/usr/local/libexec", "/usr/local/bin", "/usr/local/mysql/bin",
        "/usr/local/mysql-*/bin", "/usr/local/mariadb*/bin", "/opt/mysql*/bin", "/opt/mysql*/sbin", "/opt/mysql/*/bin",
        "/opt/mariadb*/bin", "/opt/mariadb/*/bin",
    ];

    private static readonly string[] MacOs =
    [
        "/usr/local/mysql/bin", "/usr/local/mysql-*/bin", "/usr/local/mariadb*/bin",
        "/opt/local/lib/mysql*/bin", "/opt/local/lib/mariadb*/bin", "/opt/local/libexec",
    ];

    private static readonly string[] Windows =
    [
        @"%ProgramFiles%\MySQL\*\bin", @"%ProgramFiles%\MariaDB *\bin", @"%ProgramFiles(x86)%\MySQL\*\bin", @"%ProgramFiles(x86)%\MariaDB *\bin",
        @"C:\tools\mysql\bin", @"C:\tools\mysql\*\bin", @"C:\tools\mariadb\bin", @"C:\mysql*\bin", @"C:\xampp\mysql\bin",
        @"%USERPROFILE%\scoop\apps\mysql*\current\bin", @"%USERPROFILE%\scoop\apps\mariadb*\current\bin",
    ];

    /// <summary>Names that a server program may have here.</summary>
    public static IReadOnlyList<string> ProgramNames { get; } =
        OperatingSystem.IsWindows() ? ["mysqld.exe", "mariadbd.exe"] : ["mysqld", "mariadbd"];

    /// <summary>The server programs on PATH and then in the usual places, each once.</summary>
    public static IReadOnlyList<string> Programs()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return ProgramsIn(onPath.Where(Path.IsPathRooted).Concat(Usual.SelectMany(Expand)));
    }

    /// <summary>The server programs in folders, each once however many names it has.</summary>
    public static IReadOnlyList<string> ProgramsIn(IEnumerable<string> folders) =>
        [.. folders.SelectMany(folder => ProgramNames.Select(name => Path.Combine(folder, name))).Where(File.Exists).Select(RealPath.Of).Distinct()];

    /// <summary>The folders that there are of a pattern; newest names first.</summary>
    public static IEnumerable<string> Expand(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            return [pattern];

        var start = pattern.LastIndexOfAny(['/', '\\'], star);
        var end = pattern.IndexOfAny(['/', '\\'], star);
        var parent = pattern[..(start + 1)];
        try
        {
            return Directory.EnumerateDirectories(parent, pattern[(start + 1)..end])
                .OrderDescending(StringComparer.OrdinalIgnoreCase)
                .SelectMany(folder => Expand(folder + pattern[end..]))
                .ToList();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Usual =>
        OperatingSystem.IsWindows()
            ? Windows.Select(Environment.ExpandEnvironmentVariables).Where(path => !path.Contains('%', StringComparison.Ordinal))
            : (OperatingSystem.IsMacOS() ? MacOs : Linux)
                .Concat(Brews.SelectMany(brew => Formulas.Select(formula => $"{brew}/{formula}/bin")));
}
