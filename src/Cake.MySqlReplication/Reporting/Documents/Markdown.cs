using System.Text;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>Text in GitHub's Markdown: https://github.github.com/gfm/.</summary>
internal static class Markdown
{
    private const string Special = "\\`*_{}[]()#+!|~>$@-";

    /// <summary>Text as it is, wherever it stands, on one line.</summary>
    public static string Plain(string? text)
    {
        var escaped = new StringBuilder();
        foreach (var character in text ?? "")
        {
            escaped.Append(character switch
            {
                '<' => "&lt;",
                '&' => "&amp;",
                _ when char.IsControl(character) => " ",
                _ when Special.Contains(character, StringComparison.Ordinal) => "\\" + character,
                _ => character.ToString(),
            });
        }

        return escaped.ToString();
    }

    public static string Row(params IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    /// <summary>A table whose cells are Markdown already.</summary>
    public static IEnumerable<string> Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows) =>
        [Row(head), Row(head.Select(_ => "---")), .. rows.Select(row => Row(row)), ""];

    /// <summary>A block as it is. Its fence is longer than any in it.</summary>
    public static IEnumerable<string> Block(string text, string language = "")
    {
        var longest = 0;
        var run = 0;
        foreach (var character in text)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', Math.Max(3, longest + 1));
        return [fence + language, .. text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'), fence, ""];
    }
}
