using System.Text.Json;
using System.Text.Json.Nodes;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>Takes passwords out of what others are to see: the known ones, and whatever stands where statements have theirs.</summary>
internal static class ReportMask
{
    private const string Masked = "***";

    /// <summary>Words of our own, and times: they hold no password, and could not be read back with one masked in them.</summary>
    private static readonly HashSet<string> Ours =
        ["role", "health", "verdict", "severity", "kind", "at", "run", "writtenAt", "verifiedAt", "diagnosedAt"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static RunReport Apply(RunReport report, IReadOnlyCollection<string> secrets)
    {
        var node = JsonSerializer.SerializeToNode(report, RunReportContext.Default.RunReport)!;
        Mask(node, secrets, Ours.Contains);
        return node.Deserialize(RunReportContext.Default.RunReport)!;
    }

    /// <summary>The state file's text, without passwords.</summary>
    public static string Apply(Topology topology, IReadOnlyCollection<string> secrets)
    {
        var node = JsonNode.Parse(TopologyJson.Write(topology))!;
        Hide(node);
        Mask(node, secrets, _ => false);
        return node.ToJsonString(Indented);
    }

    /// <summary>Line by line: what stands after a password in a statement is masked, too, and it is to cost no more than that line.</summary>
    public static string Apply(string text, IReadOnlyCollection<string> secrets) =>
        string.Join('\n', text.Split('\n').Select(line => SecretMask.Apply(line, secrets)));

    private static void Hide(JsonNode node)
    {
        foreach (var (name, value) in node.AsObject().ToList())
        {
            if (name.EndsWith("Password", StringComparison.Ordinal) && value is not null)
                node[name] = Masked;
            else if (value is JsonObject inner)
                Hide(inner);
        }
    }

    private static void Mask(JsonNode node, IReadOnlyCollection<string> secrets, Func<string, bool> isOurs)
    {
        if (node is JsonObject properties)
        {
            foreach (var (name, value) in properties.ToList())
            {
                if (isOurs(name))
                    continue;
                if (value is JsonValue single && single.TryGetValue<string>(out var text))
                    properties[name] = Apply(text, secrets);
                else if (value is not null)
                    Mask(value, secrets, isOurs);
            }
        }
        else if (node is JsonArray items)
        {
            for (var index = 0; index < items.Count; index++)
            {
                if (items[index] is JsonValue single && single.TryGetValue<string>(out var text))
                    items[index] = Apply(text, secrets);
                else if (items[index] is { } inner)
                    Mask(inner, secrets, isOurs);
            }
        }
    }
}
