using Cake.MySqlReplication.Engines.Process.Systems;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process;

/// <summary>The command line of a server.</summary>
internal static class ServerCommand
{
    // Servers take configuration from MYSQL_HOME, MYSQL_TCP_PORT and others, and a build's secrets are none of their business.
    private static readonly string[] Inherited =
        ["PATH", "HOME", "TZ", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SystemRoot", "windir", "SystemDrive", "TEMP", "TMP"];

    /// <summary>The argument that a server's process is known by.</summary>
    public static string DefaultsFile(string optionFile) => "--defaults-file=" + optionFile;

    /// <param name="topology">The topology.</param>
    /// <param name="server">The server.</param>
    /// <param name="site">How servers are run.</param>
    /// <param name="isFirst">Whether it has to execute the statements of the first start, before anybody can connect.</param>
    /// <param name="system">The system that it runs on.</param>
    public static DetachedCommand Serve(Topology topology, ServerSpec server, ProcessSite site, bool isFirst, IProcessSystem system)
    {
        var files = new ServerFiles(topology.Paths, server.Name, site);
        List<string> words =
        [
            .. Common(topology, server, site, system),
            $"--port={server.Port}",
            $"--socket={files.Socket}",
            $"--pid-file={files.PidFile}",
        ];
        if (isFirst)
            words.Add("--init-file=" + files.InitialStatements);
        return new DetachedCommand(words, Variables(site.InstallationOf(server.Name)), files.ErrorLog);
    }

    /// <summary>The same for what only fills the data directory: nobody can connect to it, and it writes no binary log.</summary>
    public static DetachedCommand Initialise(
        Topology topology, ServerSpec server, ProcessSite site, IProcessSystem system, IReadOnlyList<string> options, string? input)
    {
        var files = new ServerFiles(topology.Paths, server.Name, site);
        List<string> words =
        [
            .. Common(topology, server, site, system),
            "--loose-gtid-mode=OFF",
            "--loose-enforce-gtid-consistency=OFF",
            "--skip-log-bin",
            "--skip-log-slave-updates",
            .. options,
        ];
        return new DetachedCommand(words, Variables(site.InstallationOf(server.Name)), files.ErrorLog, input);
    }

    private static IEnumerable<string> Common(Topology topology, ServerSpec server, ProcessSite site, IProcessSystem system)
    {
        var (installation, files) = (site.InstallationOf(server.Name), new ServerFiles(topology.Paths, server.Name, site));
        // It counts only as the first option: without it the machine's own option files would be read.
        IEnumerable<string> words = [.. installation.Loader, installation.Server, DefaultsFile(files.OptionFile), .. installation.Options];
        if (site.Account is { } account)
            words = words.Append("--user=" + account.Name);

        (string Name, string Value)[] defaults =
        [
            ("bind_address", topology.Asked.PublishAddress),
            ("tmpdir", files.Temporary),
            ("secure_file_priv", files.Exchange),
            .. system.ServerOptions(topology.Asked.Durable),
        ];
        return words
            .Append("--datadir=" + files.Data)
            .Append("--log-error=" + files.ErrorLog)
            .Concat(defaults.Where(option => !IsAsked(topology, server, option.Name)).Select(option => $"--{option.Name.Replace('_', '-')}={option.Value}"));
    }

    /// <summary>What the user asks for stands in the option file, and must not be overridden here.</summary>
    private static bool IsAsked(Topology topology, ServerSpec server, string option) =>
        topology.Asked.ServerOptions.Any(asked =>
            (asked.Server is null || asked.Server == server.Name) &&
            asked.Name.Replace('-', '_').Equals(option, StringComparison.OrdinalIgnoreCase));

    private static Dictionary<string, string> Variables(ServerInstallation installation)
    {
        var variables = Inherited
            .Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(variable => !string.IsNullOrEmpty(variable.Value))
            .ToDictionary(variable => variable.Name, variable => variable.Value!);
        foreach (var (name, value) in installation.Variables)
            variables[name] = value;
        return variables;
    }
}
