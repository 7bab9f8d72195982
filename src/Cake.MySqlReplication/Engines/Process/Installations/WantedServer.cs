using System.Globalization;
using System.Text.RegularExpressions;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process.Installations;

/// <summary>Family and version that a server must have. Of a version, only the parts that were asked for count.</summary>
internal sealed partial record WantedServer
{
    /// <summary>MySQL's current long-term release: https://dev.mysql.com/doc/refman/8.4/en/mysql-releases.html.</summary>
    public const string CurrentLongTermRelease = "9.7";

    private static readonly int[] LongTermParts = Parts(CurrentLongTermRelease);
    private readonly int[] _parts;

    private WantedServer(bool isMariaDb, int[] parts, bool isUnset = false)
    {
        IsMariaDb = isMariaDb;
        _parts = parts;
        IsUnset = isUnset;
    }

    /// <summary>MariaDB of any version: what is taken where nothing was asked for and there is no MySQL.</summary>
    public static WantedServer AnyMariaDb { get; } = new(isMariaDb: true, []);

    /// <summary>True for MariaDB, false for MySQL.</summary>
    public bool IsMariaDb { get; }

    /// <summary>Whether nothing was asked for.</summary>
    public bool IsUnset { get; }

    /// <summary>What was asked for, fit for a file name. MySQL without a version means its long-term release first.</summary>
    public string Key => $"{(IsMariaDb ? "mariadb" : "mysql")}{(Text is "" ? "" : "-" + Text)}";

    private string Text => _parts is [] && !IsMariaDb ? CurrentLongTermRelease : string.Join('.', _parts);

    /// <summary>Reads what a user asked for; nothing means MySQL.</summary>
    /// <exception cref="MySqlReplicationException">It is no version.</exception>
    public static WantedServer Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new WantedServer(isMariaDb: false, [], isUnset: true);

        var match = Pattern().Match(text.Trim());
        if (!match.Success)
        {
            throw new MySqlReplicationException(
                $"'{text}' is no server version. Write such as {CurrentLongTermRelease}, mysql-8.4 or mariadb-10.11 for --server-version.");
        }

        var parts = match.Groups["number"] is { Success: true, Value: var number } ? Parts(number) : [];
        var family = match.Groups["family"].Value;
        if (family.Length == 0 && parts[0] >= 10)
            throw new MySqlReplicationException($"There is no MySQL {text}. For MariaDB, write --server-version=mariadb-{text}.");
        return new WantedServer(family.Equals("mariadb", StringComparison.OrdinalIgnoreCase), parts);
    }

    /// <summary>Whether a server is what was asked for.</summary>
    public bool Accepts(ServerVersion version) => version.IsMariaDb == IsMariaDb && StartsWith(version.Number, _parts);

    /// <summary>The servers that are what was asked for, the best first: MySQL's long-term release, then the newest.</summary>
    public List<T> Choose<T>(IEnumerable<T> servers, Func<T, ServerVersion> version)
    {
        int ByLongTerm(T server) => !IsMariaDb && StartsWith(version(server).Number, LongTermParts) ? 0 : 1;
        var accepted = servers.Where(server => Accepts(version(server))).ToList();
        return accepted.Count < 2 ? accepted : [.. accepted.OrderBy(ByLongTerm).ThenByDescending(server => version(server).Number)];
    }

    /// <summary>Such as <c>MySQL 9.7</c>.</summary>
    public override string ToString() => $"{(IsMariaDb ? "MariaDB" : "MySQL")} {string.Join('.', _parts)}".TrimEnd();

    /// <summary>Whether the same was asked for.</summary>
    public bool Equals(WantedServer? other) => other is not null && ToString() == other.ToString() && IsUnset == other.IsUnset;

    /// <summary>Fits <see cref="Equals(WantedServer)"/>.</summary>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    private static int[] Parts(string number) => [.. number.Split('.').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];

    private static bool StartsWith(Version version, int[] parts)
    {
        int[] all = [version.Major, version.Minor, version.Build];
        return all.AsSpan().StartsWith(parts);
    }

    [GeneratedRegex(@"^(?:(?<family>mysql|mariadb)(?:[-: ](?<number>\d{1,4}(\.\d{1,4}){0,2}))?|(?<number>\d{1,4}(\.\d{1,4}){0,2}))$", RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
