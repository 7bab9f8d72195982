using System.Globalization;
using System.Text;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>The topology for Mermaid, which GitHub draws: https://mermaid.js.org/syntax/flowchart.html.</summary>
internal static class MermaidTopology
{
    public static IEnumerable<string> Lines(RunReport report)
    {
        yield return report.Shape is "pair" or "chain" ? "flowchart LR" : "flowchart TB";
        foreach (var (index, server) in report.Servers.Index())
        {
            var facts = $"{Quoted(Words.Of(server.Role))} · {Quoted(server.Version)}<br>port {server.Port.ToString(CultureInfo.InvariantCulture)}";
            yield return $"  s{index}[\"<b>{Quoted(server.Name)}</b><br>{facts}\"]:::{ClassOf(report, server)}";
        }

        var names = report.Servers.Select(server => server.Name).ToList();
        foreach (var link in report.Links.Where(link => names.Contains(link.Replica) && names.Contains(link.Source)))
        {
            var (source, replica) = (names.IndexOf(link.Source), names.IndexOf(link.Replica));
            var arrow = link.Health == Health.Good ? "-->" : "-.->";
            yield return $"  s{source} {arrow}|\"{Quoted(Label(link))}\"| s{replica}";
        }

        // Colours of their own, so that text is readable on them in both of GitHub's themes.
        yield return "  classDef source fill:#e8ebfb,stroke:#3a4bbf,color:#1b2230";
        yield return "  classDef replica fill:#e2f3f5,stroke:#0a6a7a,color:#1b2230";
        yield return "  classDef bad fill:#fceae8,stroke:#b3261e,color:#1b2230";
    }

    private static string ClassOf(RunReport report, ReportedServer server) =>
        server.Health == Health.Bad || report.Links.Any(link => link.Replica == server.Name && link.Health == Health.Bad) ? "bad"
        : server.Role == ServerRole.Source ? "source" : "replica";

    private static string Label(ReportedLink link) => link.Health switch
    {
        Health.Bad => "✗ " + (link.Receiver != "Yes" ? "receiver" : link.Applier != "Yes" ? "applier" : "differs"),
        _ => link.LagMilliseconds is { } lag ? Figures.Duration(lag) : "lag unknown",
    };

    /// <summary>Anything but letters, digits and what is harmless by its number: https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters.</summary>
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '.' or ',' or '_' or '·' or '✗')
                quoted.Append(rune);
            else
                quoted.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
        }

        return quoted.ToString();
    }
}
