using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Cake.MySqlReplication.Tests.Fakes;

/// <summary>A terminal that obeys what a live view writes, without an end to its lines or their number.</summary>
internal sealed partial class FakeTerminal : StringWriter
{
    /// <summary>What it shows, without empty lines at the end.</summary>
    public IReadOnlyList<string> Lines => Show().Lines;

    public bool IsCursorVisible => Show().Cursor;

    public string Written => ToString();

    private (List<string> Lines, bool Cursor) Show()
    {
        List<StringBuilder> lines = [new()];
        var (row, column, cursor) = (0, 0, true);
        foreach (Match part in Parts().Matches(ToString()))
        {
            switch (part.Value)
            {
                case "\n":
                    (row, column) = (row + 1, 0);
                    if (row == lines.Count)
                        lines.Add(new StringBuilder());
                    break;
                case "\r":
                    column = 0;
                    break;
                case "\e[J":
                    lines.RemoveRange(row + 1, lines.Count - row - 1);
                    lines[row].Length = Math.Min(lines[row].Length, column);
                    break;
                case "\e[K":
                    lines[row].Length = Math.Min(lines[row].Length, column);
                    break;
                case "\e[?25l" or "\e[?25h":
                    cursor = part.Value[^1] == 'h';
                    break;
                case "\e[?7l" or "\e[?7h":
                    break;
                case ['\e', '[', .. var count, 'A']:
                    row -= int.Parse(count, CultureInfo.InvariantCulture);
                    break;
                case ['\e', .., 'm']:
                    break;
                case [var character]:
                    lines[row].Append(' ', Math.Max(0, column - lines[row].Length));
                    lines[row].Length = Math.Max(lines[row].Length, column + 1);
                    lines[row][column++] = character;
                    break;
                default:
                    throw new InvalidOperationException($"{part.Value[1..]} is nothing that a view should write.");
            }
        }

        var shown = lines.Select(line => line.ToString()).ToList();
        while (shown is [.., ""])
            shown.RemoveAt(shown.Count - 1);
        return (shown, cursor);
    }

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]|.|\n|\r")]
    private static partial Regex Parts();
}
