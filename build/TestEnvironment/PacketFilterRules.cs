using System.Text;

namespace Build.TestEnvironment;

/// <summary>Compares two outputs of iptables-save.</summary>
internal static class PacketFilterRules
{
    /// <summary>
    /// What iptables-restore must be told to take back Docker's rules and chains that are in <paramref name="after"/> and were
    /// not in <paramref name="before"/>. Rules that speak of neither Docker's chains nor the bridge are somebody else's. Empty if there is nothing to do.
    /// </summary>
    public static string Undo(IReadOnlyList<string> before, IReadOnlyList<string> after, string bridge)
    {
        var undo = new StringBuilder();
        var known = Tables(before);
        foreach (var (table, lines) in Tables(after))
        {
            var old = known.GetValueOrDefault(table) ?? [];
            var rules = lines.Where(line => line.StartsWith("-A", StringComparison.Ordinal) && (line.Contains("DOCKER", StringComparison.Ordinal) || line.Contains(bridge, StringComparison.Ordinal)) && !old.Contains(line)).ToList();
            var chains = lines.Where(line => line.StartsWith(":DOCKER", StringComparison.Ordinal)).Select(Name).Except(old.Select(Name)).ToList();
            var policies = lines.Where(line => line.StartsWith(":FORWARD", StringComparison.Ordinal) && table == "*filter")
                .Where(line => Policy(line) != ForwardPolicy(old))
                .Select(_ => $":FORWARD {ForwardPolicy(old)} [0:0]").ToList();
            if (rules.Count + chains.Count + policies.Count == 0)
                continue;

            undo.Append(table).Append('\n');
            policies.ForEach(policy => undo.Append(policy).Append('\n'));
            rules.ForEach(rule => undo.Append("-D").Append(rule.AsSpan(2)).Append('\n'));
            chains.ForEach(chain => undo.Append("-F ").Append(chain).Append('\n'));
            chains.ForEach(chain => undo.Append("-X ").Append(chain).Append('\n'));
            undo.Append("COMMIT\n");
        }

        return undo.ToString();
    }

    /// <summary>What iptables-restore must be told to take back the rules of one bridge, and nothing else.</summary>
    public static string UndoOf(string bridge, IReadOnlyList<string> rules) => string.Concat(Tables(rules)
        .Select(table => (table.Key, Lines: table.Value.Where(line => line.StartsWith("-A", StringComparison.Ordinal) && line.Contains(bridge, StringComparison.Ordinal)).ToList()))
        .Where(table => table.Lines.Count > 0)
        .Select(table => $"{table.Key}\n{string.Concat(table.Lines.Select(line => $"-D{line[2..]}\n"))}COMMIT\n"));

    /// <summary>Where the table was never used, iptables-save does not print it, and its policies are the kernel's.</summary>
    private static string ForwardPolicy(List<string> lines) =>
        lines.Where(line => line.StartsWith(":FORWARD", StringComparison.Ordinal)).Select(Policy).FirstOrDefault() ?? "ACCEPT";

    private static string Name(string chain) => chain.Split(' ')[0].TrimStart(':');

    private static string? Policy(string chain) => chain.Split(' ').ElementAtOrDefault(1);

    private static Dictionary<string, List<string>> Tables(IReadOnlyList<string> lines)
    {
        var tables = new Dictionary<string, List<string>>();
        List<string>? current = null;
        foreach (var line in lines)
        {
            if (line.StartsWith('*'))
                tables[line] = current = [];
            else if (line[0] is ':' or '-')
                current?.Add(line);
        }

        return tables;
    }
}
