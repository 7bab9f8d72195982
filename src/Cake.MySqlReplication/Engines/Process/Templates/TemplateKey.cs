using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cake.MySqlReplication.Engines.Process.Systems;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process.Templates;

/// <summary>The name of a template, which is another one for everything that may make another data directory.</summary>
internal static class TemplateKey
{
    // To be raised whenever data directories are initialised or kept in another way.
    private const int Format = 2;
    private const int Digits = 16;

    /// <param name="installation">The server that initialises it.</param>
    /// <param name="options">What it reads and is told meanwhile, as far as that does not name the server or its files.</param>
    /// <param name="account">The account that it runs under; null for that of the build.</param>
    public static string Of(ServerInstallation installation, IEnumerable<string> options, ServerAccount? account)
    {
        var (version, program) = (installation.Version, new FileInfo(RealPath.Of(installation.Server)));
        string[] parts =
        [
            Text(Format), version.ToString(),
            program.FullName, Text(program.Exists ? program.Length : 0), Text(program.Exists ? program.LastWriteTimeUtc.Ticks : 0),
            .. installation.Loader, "", .. installation.Options, "", .. options, "",
            Text(account?.UserId ?? -1), Text(account?.GroupId ?? -1),
        ];
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)));
        return $"{(version.IsMariaDb ? "mariadb" : "mysql")}-{version.Number}-{Convert.ToHexStringLower(hash)[..Digits]}";
    }

    /// <summary>Of an option file, what may matter to initialisation: not what tells one server of a topology from another.</summary>
    public static IEnumerable<string> Relevant(IEnumerable<string> optionFile) =>
        optionFile.Where(line => line.StartsWith("innodb", StringComparison.Ordinal) || line.StartsWith("loose-innodb", StringComparison.Ordinal));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
