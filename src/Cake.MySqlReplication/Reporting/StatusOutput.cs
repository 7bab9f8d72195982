using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cake.MySqlReplication.Topologies;
using Cake.MySqlReplication.Verification;

namespace Cake.MySqlReplication.Reporting;

/// <summary>A status as a table for a build's log, and as a file for programs.</summary>
internal static class StatusOutput
{
    private static readonly string[] Header = ["server", "role", "address", "version", "writes", "from", "receiver", "applier", "lag", "position"];

    public static void Write(TopologyPaths paths, StatusReport report) =>
        PrivateFile.WriteBeside(paths.StateFile, paths.StatusFile, JsonSerializer.SerializeToUtf8Bytes(report, StatusContext.Default.StatusReport));

    public static IEnumerable<string> Lines(StatusReport report)
    {
        foreach (var line in TextTable.Lines([Header, .. report.Servers.SelectMany(Rows)]))
            yield return line;
        foreach (var server in report.Servers)
        {
            if (server.Silence is { } silence)
                yield return $"{server.Name}: {silence}";
            if (server.Gtids.Length > 0)
                yield return $"{server.Name}: GTIDs {server.Gtids}";
            foreach (var problem in server.Replication.Select(link => link.Problem).OfType<string>())
                yield return $"{server.Name}: {problem}";
        }
    }

    private static IEnumerable<string[]> Rows(ServerStatus server)
    {
        string[] known = [server.Name, server.Role.ToString().ToLowerInvariant(), server.Endpoint, server.Version];
        if (server.Silence is not null)
            return [[.. known, "no answer", "", "", "", "", ""]];

        string[] self = [.. known, server.IsReadOnly == true ? "refused" : "taken"];
        return server.Replication.Count == 0
            ? [[.. self, "", "", "", "", server.Position]]
            : server.Replication.Select(link => (string[])[.. self, link.Source, link.Receiver, link.Applier, Lag(link), server.Position]);
    }

    private static string Lag(LinkStatus link) =>
        (link.LagMilliseconds is { } lag ? lag.ToString("0.#", CultureInfo.InvariantCulture) + " ms" : "unknown") +
        (link.SecondsBehind is { } seconds ? $" ({seconds} s)" : "");
}

[JsonSerializable(typeof(StatusReport))]
[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class StatusContext : JsonSerializerContext;
