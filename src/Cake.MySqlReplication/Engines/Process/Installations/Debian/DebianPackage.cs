using System.Text.RegularExpressions;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process.Installations.Debian;

/// <summary>A package that holds a server program.</summary>
internal sealed partial record DebianPackage(string Name, string PackageVersion, ServerVersion Version)
{
    /// <summary>The beginnings of the names of packages that hold a server and nothing of a service.</summary>
    public static IReadOnlyList<string> NamePrefixes { get; } = ["mysql-server-core", "mariadb-server-core"];

    /// <summary>The packages with the client programs, those that there are: of MariaDB, the second has <c>mariadb-dump</c>.</summary>
    public IReadOnlyList<string> ClientNames =>
        Name.Replace("-server-", "-client-", StringComparison.Ordinal) is var core && Version.IsMariaDb
            ? [core, core.Replace("-core", "", StringComparison.Ordinal)]
            : [core];

    /// <summary>Reads what <c>apt-cache madison</c> says: <c>mariadb-server-core | 1:11.8.6-0+deb13u1 | …</c>.</summary>
    public static IEnumerable<DebianPackage> Parse(IEnumerable<string> lines) =>
        lines.Select(line => Line().Match(line)).Where(match => match.Success).Select(match => new DebianPackage(
            match.Groups["name"].Value,
            match.Groups["version"].Value,
            new ServerVersion(match.Groups["family"].Value == "mariadb", System.Version.Parse(match.Groups["number"].Value))));

    [GeneratedRegex(@"^\s*(?<name>(?<family>mysql|mariadb)-server-core(-[\d.]+)?) \| +(?<version>(\d+:)?(?<number>\d+\.\d+\.\d+)\S*) \|")]
    private static partial Regex Line();
}
