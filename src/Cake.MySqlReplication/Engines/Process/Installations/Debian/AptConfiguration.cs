using System.Text;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process.Installations.Debian;

/// <summary>
/// An apt configuration that touches nothing outside one folder and needs no root. How the network is reached (proxies,
/// certificates) and how signatures are checked is the machine's; its hooks, pins and package lists are not used.
/// </summary>
internal sealed class AptConfiguration
{
    // What packages of servers depend on for their services and scripts, which are never run here. Saying that these
    // are installed keeps apt from fetching them and all that they need in turn.
    private static readonly string[] NotNeeded =
    [
        "adduser", "debconf", "gawk", "init-system-helpers", "iproute2", "libconfig-inifiles-perl", "lsb-base", "lsof", "mariadb-common",
        "mysql-common", "passwd", "perl", "procps", "psmisc", "rsync", "socat",
    ];

    private readonly string _folder;

    private AptConfiguration(string folder) => _folder = folder;

    public string ListsFolder => At("state", "lists");

    public string PackagesFolder => At("cache", "archives");

    /// <summary>What makes apt's programs use it: apt.conf(5).</summary>
    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["APT_CONFIG"] = At("apt.conf"),
        ["DEBIAN_FRONTEND"] = "noninteractive",
    };

    /// <summary>Writes one into an empty folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="machine">What <c>apt-config dump</c> says.</param>
    /// <param name="suite">Where packages are.</param>
    public static AptConfiguration Create(string folder, IReadOnlyList<string> machine, DebianSuite suite)
    {
        var configuration = new AptConfiguration(folder);
        configuration.Write(machine, suite);
        return configuration;
    }

    /// <summary>The value of a setting in what <c>apt-config dump</c> says.</summary>
    public static string? Value(IEnumerable<string> dump, string name) =>
        dump.Where(line => line.StartsWith(name + " \"", StringComparison.Ordinal))
            .Select(line => line[(name.Length + 2)..].TrimEnd(';').TrimEnd('"'))
            .LastOrDefault();

    /// <summary>The settings of the machine that are taken over.</summary>
    internal static IEnumerable<string> TakenOver(IEnumerable<string> dump) =>
        dump.Where(line => line.StartsWith("Acquire::", StringComparison.Ordinal)
            && !line.StartsWith("Acquire::IndexTargets", StringComparison.Ordinal)
            && !line.StartsWith("Acquire::Languages", StringComparison.Ordinal)
            && !line.StartsWith("Acquire::Changelogs", StringComparison.Ordinal));

    private void Write(IReadOnlyList<string> machine, DebianSuite suite)
    {
        foreach (var made in new[] { At("state", "lists", "partial"), At("cache", "archives", "partial"), At("sources"), At("none") })
            Directory.CreateDirectory(made);

        var architecture = Value(machine, "APT::Architecture") ?? "";
        File.WriteAllText(At("sources", "machine.sources"), string.Join('\n', suite.Entries.Select(entry => entry.ToStanza())));
        File.WriteAllText(At("status"), string.Concat(NotNeeded.Select(name => Installed(name, architecture))));
        var text = new StringBuilder()
            .AppendJoin('\n', TakenOver(machine)).Append('\n')
            .Append("#clear APT::Architectures;\nAPT::Architectures:: \"").Append(architecture).Append("\";\n");
        foreach (var (name, value) in Own())
            text.Append(name).Append(" \"").Append(value).Append("\";\n");
        // A proxy's address may hold a password.
        PrivateFile.Write(At("apt.conf"), Encoding.UTF8.GetBytes(text.ToString()));
    }

    private Dictionary<string, string> Own() => new()
    {
        ["Dir::State"] = At("state"),
        ["Dir::State::status"] = At("status"),
        ["Dir::Cache"] = At("cache"),
        ["Dir::Log"] = At("none"),
        ["Dir::Etc::main"] = "/dev/null",
        ["Dir::Etc::parts"] = At("none"),
        ["Dir::Etc::sourcelist"] = "/dev/null",
        ["Dir::Etc::sourceparts"] = At("sources"),
        ["Dir::Etc::preferences"] = "/dev/null",
        ["Dir::Etc::preferencesparts"] = At("none"),
        ["APT::Sandbox::User"] = "",
        ["APT::Get::List-Cleanup"] = "false",
        ["APT::Install-Recommends"] = "false",
        ["Acquire::GzipIndexes"] = "false",
        ["Acquire::Languages"] = "none",
        ["Acquire::http::Timeout"] = "15",
        ["Acquire::https::Timeout"] = "15",
        ["Acquire::Retries"] = "1",
    };

    private static string Installed(string name, string architecture) =>
        $"Package: {name}\nStatus: install ok installed\nArchitecture: {architecture}\nMulti-Arch: allowed\nVersion: 99:0\n" +
        $"{(name == "debconf" ? "Provides: debconf-2.0\n" : "")}Maintainer: none\nDescription: not needed in a bundle\n\n";

    private string At(params string[] names) => Path.Combine([_folder, .. names]);
}
