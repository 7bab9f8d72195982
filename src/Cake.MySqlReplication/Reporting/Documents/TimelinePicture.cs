using Cake.MySqlReplication.Reporting.History;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>One run as SVG: time goes to the right, steps are bands, and each server has a row with its phases.</summary>
internal sealed class TimelinePicture
{
    private const double Width = 1040;
    private const double Left = 104;
    private const double Right = 20;
    private const double Top = 34;
    private const double LaneHeight = 14;
    private const double RowGap = 10;
    private const double NumberGap = 18;
    private const int Colours = 7;

    private readonly TimelineRun _run;
    private readonly string _id;
    private readonly List<string> _kinds;
    private readonly List<(string Server, IReadOnlyList<IReadOnlyList<RecordedPhase>> Lanes)> _rows;

    /// <param name="run">The run.</param>
    /// <param name="servers">The servers in the order of the rows; those that are gone come last.</param>
    /// <param name="id">Tells its elements from those of other pictures.</param>
    public TimelinePicture(TimelineRun run, IReadOnlyList<string> servers, string id)
    {
        (_run, _id) = (run, id);
        _kinds = [.. run.Phases.Select(phase => phase.Phase).Distinct()];
        var seen = run.Phases.Select(phase => phase.Server).Distinct().ToList();
        _rows = [.. new[] { "" }.Concat(servers).Concat(seen.Except(servers).Order(StringComparer.Ordinal)).Distinct().Where(seen.Contains).Select(server => (server, run.Lanes(server)))];
    }

    public Html Draw()
    {
        var bottom = Top + RowGap + _rows.Sum(row => (row.Lanes.Count * LaneHeight) + RowGap);
        return Html.Of($"""
            <div class="scroll" role="region" aria-label="Timeline of the run at {Figures.Moment(_run.Begin)}" tabindex="0">
            <svg class="timeline" width="{Width}" height="{bottom + 30}" viewBox="0 0 {Width} {bottom + 30}" role="img" aria-labelledby="{_id}-title">
            <title id="{_id}-title">Timeline of {_run.Title}: {Figures.Duration(_run.Milliseconds)}; the figures are in the table below</title>
            {_run.Steps.Select((step, index) => Band(step, index, bottom))}{Axis(bottom)}{Numbers()}{Rows()}
            </svg>
            </div>
            <ol class="steps">{_run.Steps.Select(step => Html.Of($"<li{(step.Failed ? Html.Of($""" class="bad" """) : Html.Empty)}>{step.Step} <span>{Figures.Duration(step.Milliseconds)}{(step.Failed ? ", failed" : "")}</span></li>"))}</ol>
            <ul class="legend">{_kinds.Take(Colours).Select((kind, index) => Html.Of($"""<li><svg width="12" height="12" aria-hidden="true"><rect class="bar p{index + 1}" width="12" height="12" rx="2"/></svg>{kind}</li>"""))}{Others()}</ul>
            """);
    }

    private Html Others() => _kinds.Count <= Colours ? Html.Empty : Html.Of(
        $"""<li><svg width="12" height="12" aria-hidden="true"><rect class="bar p0" width="12" height="12" rx="2"/></svg>others</li>""");

    private double At(double milliseconds) => Left + ((Width - Left - Right) * milliseconds / Math.Max(_run.Milliseconds, 0.1));

    private Html Band(RecordedPhase step, int index, double bottom)
    {
        var (from, to) = (At(_run.BeginOf(step)), At(_run.EndOf(step)));
        return Html.Of($"""<rect class="band {(step.Failed ? "bad" : index % 2 == 0 ? "even" : "odd")}" x="{from}" y="{Top}" width="{Math.Max(to - from, 1)}" height="{bottom - Top}"><title>{step.Step}: {Figures.Duration(step.Milliseconds)}</title></rect>""");
    }

    /// <summary>A number above each band, which the list below explains; those of narrow bands make room for each other.</summary>
    private Html Numbers()
    {
        // From the right: what is pushed away by others goes to the left, and so it stays within the picture.
        var limit = Width - (NumberGap / 2);
        var numbers = new List<Html>();
        foreach (var (index, step) in _run.Steps.Index().Reverse())
        {
            var x = Math.Min((At(_run.BeginOf(step)) + At(_run.EndOf(step))) / 2, limit);
            limit = x - NumberGap;
            numbers.Add(Html.Of($"""<text class="number" x="{x}" y="{Top - 10}" text-anchor="middle">{index + 1}</text>"""));
        }

        return Html.Join(numbers);
    }

    private Html Axis(double bottom)
    {
        var step = Figures.RoundUp(_run.Milliseconds / 8);
        var ticks = Enumerable.Range(0, (int)(_run.Milliseconds / step) + 1).Select(tick => tick * step);
        return Html.Join(ticks.Select(tick => Html.Of($"""
            <line class="grid" x1="{At(tick)}" y1="{Top}" x2="{At(tick)}" y2="{bottom + 5}"/><text class="tick" x="{At(tick)}" y="{bottom + 20}" text-anchor="middle">{(tick == 0 ? "0" : Figures.Duration(tick))}</text>
            """)));
    }

    private Html Rows()
    {
        var top = Top + RowGap;
        var parts = new List<Html>();
        foreach (var (server, lanes) in _rows)
        {
            parts.Add(Html.Of($"""<text class="row" x="{Left - 12}" y="{top + 11}" text-anchor="end">{(server.Length == 0 ? "all" : Words.Cut(server, 12))}</text>"""));
            foreach (var lane in lanes)
            {
                parts.AddRange(lane.Select(phase => Bar(phase, top)));
                top += LaneHeight;
            }

            top += RowGap;
        }

        return Html.Join(parts);
    }

    private Html Bar(RecordedPhase phase, double top)
    {
        var (from, kind) = (At(_run.BeginOf(phase)), _kinds.IndexOf(phase.Phase));
        return Html.Of($"""<rect class="bar p{(kind < Colours ? kind + 1 : 0)}" x="{from}" y="{top}" width="{Math.Max(At(_run.EndOf(phase)) - from, 1.5)}" height="{LaneHeight - 2}" rx="2"><title>{phase.Server} {phase.Phase}: {Figures.Duration(phase.Milliseconds)}</title></rect>""");
    }
}
