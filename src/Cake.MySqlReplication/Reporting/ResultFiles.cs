using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using Cake.MySqlReplication.Verification;

namespace Cake.MySqlReplication.Reporting;

/// <summary>What the next build step needs to connect: a file for shells, one for clients and one for programs, all for their owner's eyes only.</summary>
internal static class ResultFiles
{
    public static void Write(TopologyPaths paths, string name, IReadOnlyList<RunningServer> servers, SyncReport? report)
    {
        PrivateFile.Write(paths.EnvironmentFile, Encoding.UTF8.GetBytes(EnvironmentText(servers)));
        PrivateFile.Write(paths.ClientFile, Encoding.UTF8.GetBytes(ClientAccess.OptionFile(servers)));
        var result = new Result(name, [.. servers.Select(ServerResult.Of)], report);
        PrivateFile.Write(paths.ResultFile, JsonSerializer.SerializeToUtf8Bytes(result, ResultContext.Default.Result));
    }

    /// <summary>Says in the file for programs where the run's time went. Does nothing where there is no such file.</summary>
    public static void AddProfile(TopologyPaths paths, IReadOnlyList<ProfiledPhase> phases)
    {
        if (!File.Exists(paths.ResultFile))
            return;
        var result = JsonNode.Parse(File.ReadAllBytes(paths.ResultFile))!.AsObject();
        result["profile"] = JsonSerializer.SerializeToNode(phases, ResultContext.Default.IReadOnlyListProfiledPhase);
        PrivateFile.Write(paths.ResultFile, Encoding.UTF8.GetBytes(result.ToJsonString(ResultContext.Default.Options)));
    }

    /// <summary>Assignments that a shell can source: every value is quoted.</summary>
    private static string EnvironmentText(IReadOnlyList<RunningServer> servers)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in ConnectionVariables.Of(servers))
            text.Append(name).Append("='").Append(value.Replace("'", "'\\''", StringComparison.Ordinal)).Append("'\n");
        return text.ToString();
    }
}

internal sealed record Result(string Name, IReadOnlyList<ServerResult> Servers, SyncReport? Report);

internal sealed record ServerResult(string Name, ServerRole Role, string Host, int Port, string User, Secret Password, string ConnectionString)
{
    public static ServerResult Of(RunningServer server) =>
        new(server.Name, server.Role, server.Host, server.Port, server.User, server.Password, server.GetConnectionString());

    /// <summary>Without the connection string, which holds the password.</summary>
    public override string ToString() => Name;
}

[JsonSerializable(typeof(Result))]
[JsonSerializable(typeof(IReadOnlyList<ProfiledPhase>))]
[JsonSourceGenerationOptions(
    WriteIndented = true, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(SecretConverter)])]
internal sealed partial class ResultContext : JsonSerializerContext;
