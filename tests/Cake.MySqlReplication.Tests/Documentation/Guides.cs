using System.Text.RegularExpressions;

namespace Cake.MySqlReplication.Tests.Documentation;

/// <summary>The pages of docs/ that are written by hand.</summary>
internal sealed partial class Guides
{
    private readonly List<(string File, string Title, string Text)> _guides;

    public Guides(string folder)
    {
        _guides = [];
        foreach (var path in Directory.GetFiles(folder, "*.md").Order(StringComparer.Ordinal).Where(path => Path.GetFileName(path) != "README.md"))
        {
            var text = File.ReadAllText(path).ReplaceLineEndings("\n");
            if (!text.Contains(GeneratedPages.Mark, StringComparison.Ordinal))
                _guides.Add((Path.GetFileName(path), Title().Match(text).Groups[1].Value, text));
        }
    }

    /// <summary>Links to the guides that lead to a page, as a page one folder below docs/ writes them.</summary>
    public string LinkingTo(string page) => string.Join(", ", _guides
        .Where(guide => guide.Text.Contains($"]({page})", StringComparison.Ordinal))
        .Select(guide => $"[{guide.Title}](../{guide.File})"));

    [GeneratedRegex(@"^# (.+)$", RegexOptions.Multiline)]
    private static partial Regex Title();
}
