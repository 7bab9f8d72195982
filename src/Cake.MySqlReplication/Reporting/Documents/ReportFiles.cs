using System.Text;
using System.Text.Json;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>The three files of a report.</summary>
internal static class ReportFiles
{
    public const string Page = "report.html";

    public static IReadOnlyList<string> Names { get; } = [Page, "report.md", "report.json"];

    /// <param name="folder">Where they go; it is made if it is not there.</param>
    /// <param name="report">The report, masked.</param>
    public static void Write(string folder, RunReport report)
    {
        Directory.CreateDirectory(folder);
        string[] texts = [HtmlReport.Text(report), MarkdownReport.Text(report), JsonSerializer.Serialize(report, RunReportContext.Default.RunReport) + "\n"];
        foreach (var (name, text) in Names.Zip(texts))
            File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
