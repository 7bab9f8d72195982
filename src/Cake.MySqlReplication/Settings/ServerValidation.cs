using System.Text.RegularExpressions;

namespace Cake.MySqlReplication.Settings;

/// <summary>Finds what is wrong with the settings that say which server runs and where, and which of them exclude each other.</summary>
internal static partial class ServerValidation
{
    private static readonly string[] UsableSchemes = [Uri.UriSchemeHttps, Uri.UriSchemeHttp, Uri.UriSchemeFile];

    public static IEnumerable<string> Problems(ReplicationSettings settings)
    {
        if (settings.ServerVersion is { } version && !Version().IsMatch(version))
            yield return $"server-version: '{version}' is not a version. Allowed: 9.7, 8.4.7, mysql-9.7, mariadb-10.11.";
        if (settings.Server is { } server && (server.Trim().Length == 0 || server.Any(char.IsControl)))
            yield return "server: it is not a path. Allowed: the path of mysqld or mariadbd.";
        if (settings.ServerArchiveSha256 is { } sum && !Sha256().IsMatch(sum))
            yield return $"server-archive-sha256: '{sum}' is not a checksum. Allowed: 64 hexadecimal digits, as `sha256sum` prints them.";
        if (settings.ServerArchiveSha256 is not null && settings.ServerArchive is null)
            yield return "server-archive-sha256: there is no server-archive that it could be the checksum of.";
        if (settings.ServerArchive is { } archive && IsUrl(archive) && !UsableSchemes.Contains(SchemeOf(archive)))
            yield return "server-archive: the address cannot be used. Allowed: a path, or an address that begins with https://, http:// or file://.";
        else if (settings.ServerArchive is { } address && IsUrl(address) && SchemeOf(address) != Uri.UriSchemeFile && settings.ServerArchiveSha256 is null)
            yield return "server-archive: what a URL gives is run only if its checksum is known. Give --server-archive-sha256, as the vendor publishes it.";

        foreach (var (one, other, why) in Conflicts(settings))
            yield return $"{one}, {other}: {why} Leave one of them out.";
    }

    /// <summary>Whether a particular image is asked for, which only a Docker engine has.</summary>
    public static bool NamesImage(ReplicationSettings settings) =>
        settings.Image != ReplicationSettings.DefaultImage || settings.Given.Contains("image") || settings.Choices.Any(choice => choice.Image is not null);

    /// <summary>The first setting that names a program of this machine, which only the process engine runs; null where there is none.</summary>
    public static string? ProgramSetting(ReplicationSettings settings) =>
        settings.Server is not null || settings.Choices.Any(choice => choice.Program is not null) ? "server" : settings.ServerArchive is not null ? "server-archive" : null;

    /// <summary>Whether two settings ask for the same server program.</summary>
    public static bool NameSameProgram(ReplicationSettings one, ReplicationSettings other) =>
        (one.Image, one.Server, one.ServerVersion, one.ServerArchive) == (other.Image, other.Server, other.ServerVersion, other.ServerArchive);

    /// <summary>Whether an archive is named by its address and not by its path.</summary>
    public static bool IsUrl(string archive) => archive.Contains("://", StringComparison.Ordinal);

    private static string SchemeOf(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Scheme : "";

    private static IEnumerable<(string One, string Other, string Why)> Conflicts(ReplicationSettings settings)
    {
        var (program, namesImage) = (ProgramSetting(settings), NamesImage(settings));
        if (settings.Engine == EngineKind.Docker && program is not null)
            yield return ("engine", program, "a Docker engine runs images, not programs of this machine.");
        if (settings.Engine == EngineKind.Process && namesImage)
            yield return ("engine", "image", "local processes run programs of this machine, not images.");
        if (namesImage && program is not null && settings.Engine == EngineKind.Auto)
            yield return ("image", program, "one asks for a Docker engine, the other for local processes.");
        if (namesImage && settings.ServerVersion is not null)
            yield return ("image", "server-version", "an image has its version in its name.");
        if (settings.Server is not null && settings.ServerArchive is not null)
            yield return ("server", "server-archive", "both say where the program comes from.");
        if (settings.Server is not null && settings.ServerVersion is not null)
            yield return ("server", "server-version", "the program that is named has the version that it has.");
    }

    [GeneratedRegex("^(mysql-|mariadb-)?[0-9]+([.][0-9]+){1,2}$", RegexOptions.IgnoreCase)]
    private static partial Regex Version();

    [GeneratedRegex("^[0-9A-Fa-f]{64}$")]
    private static partial Regex Sha256();
}
