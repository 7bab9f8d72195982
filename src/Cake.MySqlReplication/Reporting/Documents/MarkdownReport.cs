using System.Globalization;
using Cake.MySqlReplication.Diagnostics;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>A report for the summary of a job, in GitHub's Markdown. It is bounded, as a summary is.</summary>
internal static class MarkdownReport
{
    private const int MostProblems = 100;
    private const int LongestText = 2000;

    public static string Text(RunReport report) => string.Join('\n', Lines(report)).TrimEnd('\n') + "\n";

    private static IEnumerable<string> Lines(RunReport report) =>
    [
        $"# {Markdown.Plain(report.Name)}: {Words.Of(report.Verdict).ToLowerInvariant()}",
        "",
        .. Failure(report),
        .. Topology(report),
        .. Verification(report),
        .. Findings(report),
        .. Timeline(report),
        .. Lag(report),
        $"Written by Cake.MySqlReplication at {Figures.Moment(report.WrittenAt)}. Passwords are masked.",
    ];

    private static IEnumerable<string> Failure(RunReport report) =>
        report.Failure is null ? [] : ["## What failed", "", .. Markdown.Block(report.Failure)];

    private static IEnumerable<string> Topology(RunReport report) => report.Servers.Count == 0 ? [] :
    [
        "## Topology",
        "",
        .. Markdown.Block(string.Join('\n', MermaidTopology.Lines(report)), "mermaid"),
        .. Markdown.Table(["Server", "Role", "Address", "Version", "Writes", "Binary log"], report.Servers.Select(server => (string[])
            [Cell(server.Name), Words.Of(server.Role), Cell(server.Endpoint), Cell(server.Version), Words.Writes(server), Cell(server.Position)])),
        .. Markdown.Table(["Replica", "Source", "Receiver", "Applier", "Lag", "Applied"], report.Links.Select(link => (string[])
            [Cell(link.Replica), Cell(link.Source), Thread(link.Receiver), Thread(link.Applier), Figures.Lag(link.LagMilliseconds), Cell(link.AppliedPosition)])),
        .. Bullets(report.Servers.Select(server => (server.Name, server.Silence)).Concat(report.Links.Select(link => (Name: link.Replica, Silence: link.Problem)))),
    ];

    private static IEnumerable<string> Verification(RunReport report)
    {
        if (report.Verification is not { } verification)
            return [];
        var layers = verification.Replicas.SelectMany(replica => replica.Layers).Select(layer => layer.Name).Distinct().ToList();
        return
        [
            "## Verification",
            "",
            .. Markdown.Table(["Replica", "Source", .. layers.Select(Cell), "Verdict"], verification.Replicas.Select(replica => (string[])
                [
                    Cell(replica.Name), Cell(replica.Source),
                    .. layers.Select(layer => replica.Layers.FirstOrDefault(found => found.Name == layer) is { } found ? (found.Passed ? "✓" : "**✗**") : ""),
                    replica.Problems.Count == 0 ? "in sync" : "**not in sync**",
                ])),
            .. Bullets(verification.Replicas.SelectMany(replica => replica.Problems.Select(problem => (replica.Name, (string?)problem)))),
        ];
    }

    private static IEnumerable<string> Findings(RunReport report) => report.Diagnosis is not { } diagnosis ? [] :
    [
        "## Diagnosis",
        "",
        .. diagnosis.Findings.Take(MostProblems).Select(finding =>
            $"- **{(finding.Severity == FindingSeverity.Error ? "Error" : "Warning")} on {Cell(finding.Server)}**: {Cell(finding.Cause)} **Remedy:** {Cell(finding.Remedy)}"),
        "",
    ];

    private static IEnumerable<string> Timeline(RunReport report)
    {
        var runs = TimelineRun.Of(report.Timeline);
        if (runs.Count == 0)
            return [];
        var run = runs[^1];
        return
        [
            "## Timeline",
            "",
            .. Markdown.Table(["Step", "Began at", "Took"], run.Steps.Select(step => (string[])
                [Cell(step.Step) + (step.Failed ? " **failed**" : ""), Figures.Duration(run.BeginOf(step)), Figures.Duration(step.Milliseconds)])),
        ];
    }

    private static IEnumerable<string> Lag(RunReport report)
    {
        var series = LagSeries.Of(report.Lag);
        return series.Count == 0 ? [] :
        [
            "## Lag",
            "",
            .. Markdown.Table(["Replica", "Last", "Median", "Most", "Samples"], series.Select(line => (string[])
                [Cell(line.Name), Figures.Lag(line.Last), Figures.Lag(line.Median), Figures.Lag(line.Most), line.Samples.Count.ToString(CultureInfo.InvariantCulture)])),
        ];
    }

    private static IEnumerable<string> Bullets(IEnumerable<(string Name, string? Text)> lines)
    {
        var told = lines.Where(line => line.Text is not null).Take(MostProblems).Select(line => $"- **{Cell(line.Name)}**: {Cell(line.Text!)}").ToList();
        return told.Count == 0 ? [] : [.. told, ""];
    }

    private static string Thread(string state) => state switch
    {
        "Yes" => "runs",
        "" => "unknown",
        "No" => "**stopped**",
        _ => "**" + Cell(state.ToLowerInvariant()) + "**",
    };

    private static string Cell(string text) => Markdown.Plain(Words.Cut(text, LongestText));
}
