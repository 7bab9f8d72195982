using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Cake.MySqlReplication.Profiling;
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
        PrivateFile.Write(paths.ResultFile, ResultJson.Write(name, servers, report));
    }

    /// <summary>Says in the file for programs where the run's time went. Does nothing where there is no such file.</summary>
    public static void AddProfile(TopologyPaths paths, IReadOnlyList<ProfiledPhase> phases)
    {
        if (!File.Exists(paths.ResultFile))
            return;
        var result = JsonNode.Parse(File.ReadAllBytes(paths.ResultFile))!.AsObject();
        result["profile"] = JsonSerializer.SerializeToNode(phases, ProfileContext.Default.IReadOnlyListProfiledPhase);
        PrivateFile.Write(paths.ResultFile, Encoding.UTF8.GetBytes(result.ToJsonString(ProfileContext.Default.Options)));
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

[JsonSerializable(typeof(IReadOnlyList<ProfiledPhase>))]
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ProfileContext : JsonSerializerContext;
