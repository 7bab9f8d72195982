using System.Text.RegularExpressions;
using Cake.MySqlReplication.Reporting.Documents;
using Xunit;

namespace Cake.MySqlReplication.Tests.Reporting.Documents;

public sealed partial class MarkdownReportTests
{
    public static TheoryData<string> Samples => [.. SampleReports.All.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_row_has_as_many_cells_as_its_table(string sample)
    {
        var lines = Outside(MarkdownReport.Text(SampleReports.All[sample]));
        var columns = 0;
        foreach (var (index, line) in lines.Index().Where(line => line.Item.StartsWith('|')))
        {
            if (index == 0 || !lines[index - 1].StartsWith('|'))
                columns = Cells(line);
            Assert.Equal(columns, Cells(line));
        }
    }

    [Fact]
    public void Nothing_of_a_name_is_markup()
    {
        var text = string.Join('\n', Outside(MarkdownReport.Text(SampleReports.Attacked)));

        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?<!\\)\]\(", text);
        Assert.DoesNotMatch(@"(?<!\\)`", text);
    }

    [Fact]
    public void A_block_ends_where_it_ends_and_not_before() =>
        Assert.Equal(["`````", "a", "````", "b", "`````", ""], Markdown.Block("a\n````\nb\n"));

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_diagram_is_made_of_known_lines_whatever_the_names(string sample)
    {
        var report = SampleReports.All[sample];

        var lines = MermaidTopology.Lines(report).ToList();

        Assert.All(lines, line => Assert.Matches(DiagramLine(), line));
        Assert.Equal(report.Servers.Count, lines.Count(line => line.Contains("[\"", StringComparison.Ordinal)));
        Assert.Equal(report.Links.Count, lines.Count(line => line.Contains(">|\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_diagram_tells_roles_versions_ports_lag_and_what_is_wrong()
    {
        var lines = MermaidTopology.Lines(SampleReports.Broken).ToList();

        Assert.Equal("flowchart TB", lines[0]);
        Assert.Equal("  s0[\"<b>master</b><br>source · MySQL 9.7.4<br>port 3307\"]:::source", lines[1]);
        Assert.Contains("  s0 -.->|\"✗ applier\"| s1", lines);
        Assert.Contains(lines, line => LagLine().IsMatch(line));
    }

    [Fact]
    public void The_summary_begins_with_the_verdict_and_the_error()
    {
        var lines = MarkdownReport.Text(SampleReports.Broken).Split('\n');

        Assert.Equal("# shop: not in sync", lines[0]);
        Assert.Equal("shop is not in sync:", lines[5]);
    }

    /// <summary>The lines that are not in a block.</summary>
    private static List<string> Outside(string text)
    {
        var outside = new List<string>();
        var fence = "";
        foreach (var line in text.Split('\n'))
        {
            if (fence.Length == 0 && line.StartsWith("```", StringComparison.Ordinal))
                fence = line.Replace("mermaid", "", StringComparison.Ordinal);
            else if (line == fence)
                fence = "";
            else if (fence.Length == 0)
                outside.Add(line);
        }

        Assert.Empty(fence);
        return outside;
    }

    private static int Cells(string line) => Bar().Count(line) - 1;

    [GeneratedRegex(@"(?<!\\)(\\\\)*\|")]
    private static partial Regex Bar();

    [GeneratedRegex("""^(flowchart (LR|TB)|  classDef \w+ [\w#:,]+|  s\d+\["<b>([\p{L}\p{N} .,_·✗]|#\d+;)*</b><br>([\p{L}\p{N} .,_·✗]|#\d+;)*<br>port \d+"\]:::\w+|  s\d+ -(-|\.-)>\|"([\p{L}\p{N} .,_·✗]|#\d+;)*"\| s\d+)$""")]
    private static partial Regex DiagramLine();

    [GeneratedRegex("""^  s0 -->\|"[\d.]+ ms"\| s2$""")]
    private static partial Regex LagLine();
}
