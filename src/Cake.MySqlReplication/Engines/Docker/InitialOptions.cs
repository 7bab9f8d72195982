namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>Those options of a server that decide what its data directory is like when it is new.</summary>
internal static class InitialOptions
{
    // Other places for the data, and what a server cannot be given accounts with, or not by us.
    private static readonly string[] Impossible =
    [
        "datadir", "init-file", "user", "innodb-data-home-dir", "innodb-log-group-home-dir", "innodb-undo-directory", "innodb-directories",
        "aria-log-dir-path", "skip-grant-tables", "super-read-only", "plugin-load", "plugin-load-add", "early-plugin-load",
    ];

    private static readonly string[] Decisive =
    [
        "authentication-policy", "character-set-server", "collation-server", "default-authentication-plugin", "default-storage-engine",
        "default-table-encryption", "explicit-defaults-for-timestamp", "innodb-checksum-algorithm", "innodb-data-file-path",
        "innodb-default-row-format", "innodb-encrypt-log", "innodb-encrypt-tables", "innodb-file-format", "innodb-file-per-table",
        "innodb-log-file-size", "innodb-log-files-in-group", "innodb-page-size", "innodb-redo-log-capacity", "innodb-redo-log-encrypt", "innodb-rollback-segments",
        "innodb-undo-log-encrypt", "innodb-undo-tablespaces", "lower-case-table-names", "sql-mode",
    ];

    /// <summary>The options as arguments of the server.</summary>
    /// <param name="lines">The lines of its option file.</param>
    public static IReadOnlyList<string> In(IEnumerable<string> lines) =>
        [.. OptionLines.Read(lines).Where(option => Decisive.Contains(option.Name)).Select(option => option.Argument)];

    /// <summary>An option with which a copy of another data directory will not do; null where there is none.</summary>
    public static string? FindObstacle(IEnumerable<string> lines) => OptionLines.NamesIn(lines).FirstOrDefault(name => Impossible.Contains(name));
}
