using Cake.MySqlReplication.Diagnostics;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>The error that a step ended with, and what a diagnosis found.</summary>
internal static class HtmlFindings
{
    public static HtmlSection Failure(RunReport report) => HtmlSection.With("failure", "What failed", "", Html.Of(
        $"""<div class="scroll" role="region" aria-label="Error message" tabindex="0"><pre class="failure">{report.Failure}</pre></div>"""));

    public static HtmlSection Diagnosis(RunReport report, DiagnosisReport diagnosis) => HtmlSection.With(
        "findings",
        "Diagnosis",
        report.DiagnosedAt is { } at ? $"By Diagnose or Repair at {Figures.Moment(at)}, in {Figures.Duration(diagnosis.DurationMilliseconds)}." : "",
        Html.Of($"""<ol class="findings">{diagnosis.Findings.Select(Finding)}</ol>"""));

    private static Html Finding(Finding finding) => Html.Of($"""
        <li class="{(finding.Severity == FindingSeverity.Error ? "bad" : "warning")}">
        <h3>{(finding.Severity == FindingSeverity.Error ? "Error" : "Warning")} on {finding.Server} <span class="code">{finding.Kind.ToString()}</span></h3>
        <p>{finding.Cause}</p>
        {(finding.Evidence.Count == 0 ? Html.Empty : Html.Of($"<pre>{string.Join('\n', finding.Evidence)}</pre>"))}
        <p><strong>Remedy:</strong> {finding.Remedy}</p>
        </li>
        """);
}
