using System.Globalization;
using System.Text;

namespace Cake.MySqlReplication.Benchmarks.Figures;

/// <summary>Results as Markdown, which reads as a table in a terminal, too.</summary>
internal static class FigureTable
{
    private static readonly string[] Header = ["what", "median", "min", "max", "runs", "against", "ratio", "wanted", ""];

    public static string Markdown(BenchReport report)
    {
        var text = new StringBuilder();
        Line(text, "# Benchmarks");
        Line(text, "");
        Line(text, string.Create(CultureInfo.InvariantCulture, $"{report.Machine}; {report.Began:yyyy-MM-dd HH:mm} UTC. A ratio is one of medians of the same run."));
        foreach (var scenario in report.Scenarios)
            text.Append('\n').Append(Markdown(scenario));
        return text.ToString();
    }

    public static string Markdown(ScenarioResult scenario)
    {
        var text = new StringBuilder();
        Line(text, $"## {scenario.Name}: {scenario.Title}");
        Line(text, "");
        if (scenario.Figures.Count > 0)
        {
            string[][] rows = [Header, .. scenario.Figures.Select(Row)];
            var widths = Header.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
            AddRow(text, rows[0], widths);
            AddRow(text, [.. widths.Select((width, column) => new string('-', width - (IsNumber(column) ? 1 : 0)) + (IsNumber(column) ? ":" : ""))], widths);
            foreach (var row in rows.Skip(1))
                AddRow(text, row, widths);
        }

        foreach (var note in scenario.Notes)
            Line(text, $"- {note}");
        if (scenario.Failure is { } failure)
            Line(text, $"- FAILED: {failure.ReplaceLineEndings(" ")}");
        return text.ToString();
    }

    private static string[] Row(Figure figure) =>
    [
        figure.Value.Name,
        $"{Number(figure.Value.Median)} {figure.Value.Unit}",
        Number(figure.Value.Least),
        Number(figure.Value.Most),
        figure.Value.Samples.Count.ToString(CultureInfo.InvariantCulture),
        figure.Peer?.Name ?? "",
        figure.Ratio?.ToString("0.000", CultureInfo.InvariantCulture) ?? "",
        figure.Wanted is { } wanted ? "≤ " + (figure.Peer is null ? $"{Number(wanted)} {figure.Value.Unit}" : wanted.ToString("0.00", CultureInfo.InvariantCulture)) : "",
        figure.IsReached switch { true => "reached", false => "NOT reached", null => "" },
    ];

    private static bool IsNumber(int column) => column is >= 1 and <= 4 or 6;

    private static void AddRow(StringBuilder text, string[] cells, int[] widths) =>
        Line(text, "| " + string.Join(" | ", cells.Select((cell, column) => IsNumber(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))) + " |");

    private static string Number(double value) => value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
