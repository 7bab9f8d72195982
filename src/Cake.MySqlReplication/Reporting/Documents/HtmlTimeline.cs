using Cake.MySqlReplication.Reporting.History;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>The last runs, the latest first, each as a picture and as a table.</summary>
internal static class HtmlTimeline
{
    private const int MostRuns = 6;
    private const int MostRows = 400;

    public static HtmlSection Of(RunReport report)
    {
        var runs = TimelineRun.Of(report.Timeline);
        var shown = runs.Reverse().Take(MostRuns).ToList();
        return HtmlSection.With(
            "timeline",
            "Timeline",
            runs.Count == 0 ? "" : runs.Count == 1 ? "What the build did, from the start of its process on." : "What the latest builds did, each from the start of its process on.",
            runs.Count == 0 ? Html.Of($"<p>Nothing is recorded.</p>") : Html.Join(shown.Select((run, index) => Run(report, run, index))));
    }

    private static Html Run(RunReport report, TimelineRun run, int index) => Html.Of($"""
        <details class="run"{(index == 0 ? Html.Of($""" open="" """) : Html.Empty)}>
        <summary>{Figures.Moment(run.Begin)}: {run.Title}, {Figures.Duration(run.Milliseconds)}{(run.Failed ? HtmlSection.State(Health.Bad, " ✗ failed") : Html.Empty)}</summary>
        {new TimelinePicture(run, [.. report.Servers.Select(server => server.Name)], FormattableString.Invariant($"run{index}")).Draw()}
        <details><summary>The figures of this run</summary>{Figure(run)}</details>
        </details>
        """);

    private static Html Figure(TimelineRun run) => HtmlSection.Table(
        $"Figures of the run at {Figures.Moment(run.Begin)}",
        ["Began at", "Took", "Step", "Phase", "Server"],
        run.Steps.Concat(run.Phases).OrderBy(phase => phase.At).ThenBy(phase => phase.Phase.Length).Take(MostRows).Select(phase => Row(run, phase)));

    private static Html Row(TimelineRun run, RecordedPhase phase) => Html.Of($"""
        <tr><td class="number">{Figures.Duration(run.BeginOf(phase))}</td><td class="number">{Figures.Duration(phase.Milliseconds)}</td><td>{phase.Step}{(phase.Failed ? HtmlSection.State(Health.Bad, " ✗ failed") : Html.Empty)}</td><td>{phase.Phase}</td><td>{phase.Server}</td></tr>
        """);
}
