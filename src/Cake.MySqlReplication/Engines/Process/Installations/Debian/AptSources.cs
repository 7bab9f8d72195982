using System.Text.RegularExpressions;

namespace Cake.MySqlReplication.Engines.Process.Installations.Debian;

/// <summary>Reads where the machine's apt finds packages: sources.list(5), both of its formats.</summary>
internal static partial class AptSources
{
    // Everything that bears on whether an archive is believed; nothing else is carried over.
    private static readonly string[] TrustFields =
        ["Signed-By", "Trusted", "Check-Valid-Until", "Valid-Until-Min", "Valid-Until-Max", "Check-Date", "Date-Max-Future"];

    /// <summary>All entries of binary packages in a list file and in a folder of such files.</summary>
    public static IReadOnlyList<AptEntry> Read(string listFile, string folder)
    {
        var files = new List<string>();
        if (File.Exists(listFile))
            files.Add(listFile);
        if (Directory.Exists(folder))
            files.AddRange(Directory.GetFiles(folder).Order(StringComparer.Ordinal));

        var entries = new List<AptEntry>();
        foreach (var file in files)
        {
            try
            {
                if (file.EndsWith(".list", StringComparison.Ordinal))
                    entries.AddRange(ParseList(File.ReadAllText(file)));
                else if (file.EndsWith(".sources", StringComparison.Ordinal))
                    entries.AddRange(ParseStanzas(File.ReadAllText(file)));
            }
            catch (UnauthorizedAccessException)
            {
                // A private archive of somebody else's is not for us.
            }
        }

        return entries;
    }

    /// <summary>The format of one line an entry: <c>deb [signed-by=…] http://… bookworm main</c>.</summary>
    public static IEnumerable<AptEntry> ParseList(string text) =>
        text.Split('\n').Select(line => ListLine().Match(line)).Where(match => match.Success).Select(match =>
        {
            var options = match.Groups["options"].Value
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(option => option.Split('=', 2))
                .Where(option => option.Length == 2)
                .ToLookup(option => option[0], option => option[1], StringComparer.OrdinalIgnoreCase);
            return new AptEntry(
                [match.Groups["uri"].Value], [match.Groups["suite"].Value], Words(match.Groups["components"].Value),
                [.. TrustFields.Where(options.Contains).Select(name => KeyValuePair.Create(name, options[name].Last()))]);
        });

    /// <summary>The format of one stanza an entry, with a field a line.</summary>
    public static IEnumerable<AptEntry> ParseStanzas(string text)
    {
        foreach (var stanza in EmptyLine().Split(text.ReplaceLineEndings("\n")))
        {
            var fields = Field().Matches(CommentLine().Replace(stanza, ""))
                .GroupBy(match => match.Groups["name"].Value, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(group => group.Key, group => group.Last().Groups["value"].Value.Trim(), StringComparer.OrdinalIgnoreCase);
            string Value(string name) => fields.GetValueOrDefault(name, "");

            var isOff = Value("Enabled") is "no" or "false" or "0" or "off";
            if (isOff || !Words(Value("Types")).Contains("deb") || Words(Value("Components")) is [])
                continue;
            yield return new AptEntry(
                Words(Value("URIs")), Words(Value("Suites")), Words(Value("Components")),
                [.. TrustFields.Where(fields.ContainsKey).Select(name => KeyValuePair.Create(name, fields[name]))]);
        }
    }

    private static string[] Words(string text) => text.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^\s*deb\s+(\[(?<options>[^\]]*)\]\s+)?(?<uri>\S+)\s+(?<suite>\S+)\s+(?<components>[^#]*[^#\s])")]
    private static partial Regex ListLine();

    [GeneratedRegex(@"\n[ \t]*\n")]
    private static partial Regex EmptyLine();

    [GeneratedRegex(@"^#.*\n?", RegexOptions.Multiline)]
    private static partial Regex CommentLine();

    [GeneratedRegex(@"^(?<name>[A-Za-z][A-Za-z0-9-]*):(?<value>[^\n]*(\n[ \t][^\n]*)*)", RegexOptions.Multiline)]
    private static partial Regex Field();
}
