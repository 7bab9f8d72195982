using System.Text.RegularExpressions;

namespace Cake.MySqlReplication.Topologies;

/// <summary>Family and version of a server.</summary>
/// <param name="IsMariaDb">True for MariaDB, false for MySQL.</param>
/// <param name="Number">The version number.</param>
internal sealed partial record ServerVersion(bool IsMariaDb, Version Number)
{
    /// <summary>
    /// Reads what a server says of itself: <c>@@version</c>, or the output of <c>mysqld --version</c>. A file name or a
    /// package name proves nothing: on Debian, <c>mysqld</c> is MariaDB's.
    /// </summary>
    /// <returns>The version, or null where the text holds none.</returns>
    public static ServerVersion? Parse(string text)
    {
        // MariaDB says 5.5.5-10.11.19-MariaDB in its greeting, for the sake of old replicas.
        var match = Numbers().Match(text.Replace("5.5.5-", "", StringComparison.Ordinal));
        return match.Success
            ? new ServerVersion(text.Contains("MariaDB", StringComparison.OrdinalIgnoreCase), Version.Parse(match.Value))
            : null;
    }

    /// <summary>Family and number, such as <c>MySQL 9.7.4</c>.</summary>
    public override string ToString() => $"{(IsMariaDb ? "MariaDB" : "MySQL")} {Number}";

    [GeneratedRegex(@"\d+\.\d+\.\d+")]
    private static partial Regex Numbers();
}
