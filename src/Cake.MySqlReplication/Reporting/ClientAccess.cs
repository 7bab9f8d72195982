using System.Text;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Reporting;

/// <summary>How people connect by the servers' own client: an option file that holds account and password, and the line that names it.</summary>
internal static class ClientAccess
{
    /// <summary>Topologies with more servers show the line of one: it differs by the port alone.</summary>
    private const int MostLines = 4;

    /// <summary>
    /// The option file: https://dev.mysql.com/doc/refman/8.4/en/option-files.html. MariaDB's client of today insists on certificates
    /// that it can check, and those of servers that are thrown away are their own.
    /// </summary>
    public static string OptionFile(IReadOnlyList<RunningServer> servers)
    {
        var text = new StringBuilder("# For mysql --defaults-file=, which reads no other option file.\n");
        if (servers is [var server, ..])
        {
            text.Append("[client]\nuser = ").Append(Quoted(server.User)).Append('\n')
                .Append("password = ").Append(Quoted(server.Password.Reveal())).Append('\n')
                .Append("\n[client-mariadb]\nskip-ssl-verify-server-cert\n");
        }

        return text.ToString();
    }

    /// <summary>A line to paste for each server; where they are many, for the first, which is the source.</summary>
    public static IEnumerable<string> Lines(Topology topology)
    {
        var servers = topology.SourcesFirst;
        return (servers.Count <= MostLines ? servers : [.. servers.Take(1)])
            .Select(server => $"{server.Name}: {Line(topology, server)}");
    }

    /// <summary>The line that opens the client on a server. The file is named first: clients insist on that.</summary>
    public static string Line(Topology topology, ServerSpec server) =>
        $"{(server.Version.IsMariaDb ? "mariadb" : "mysql")} --defaults-file={ForShell(topology.Paths.ClientFile)} --host={topology.LocalAddress} --port={server.Port}";

    private static string Quoted(string value) =>
        '"' + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"';

    private static string ForShell(string path)
    {
        if (path.All(character => char.IsAsciiLetterOrDigit(character) || "/._-:\\".Contains(character, StringComparison.Ordinal)))
            return path;
        return OperatingSystem.IsWindows() ? $"\"{path}\"" : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
