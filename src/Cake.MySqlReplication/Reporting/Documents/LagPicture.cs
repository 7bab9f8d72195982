using Cake.MySqlReplication.Reporting.History;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>
/// Lag over time as SVG. Hours in which nobody looked take no room: where they were, the axis is broken. It has room for so many
/// breaks: what was before is said to be left out.
/// </summary>
internal sealed class LagPicture
{
    /// <summary>With more lines, those with the most lag have a colour, and the others are drawn for comparison.</summary>
    public const int Colours = 6;

    /// <summary>The most stretches of time without a break that are drawn. The breaks between them take less than half of the width.</summary>
    public const int MostStretches = 16;

    private const int Levels = 5;
    private const double Width = 1040;
    private const double Height = 260;
    private const double Left = 76;
    private const double Right = 24;
    private const double Top = 16;
    private const double Bottom = 38;
    private const double BreakWidth = 28;

    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(1);

    // As many as were given, so that each keeps its colour; those of which nothing is drawn are empty.
    private readonly IReadOnlyList<LagSeries> _series;
    private readonly int _leftOut;
    private readonly List<(DateTimeOffset From, DateTimeOffset To, double Left, double Right)> _stretches = [];
    private readonly double _most;

    /// <param name="series">The lines, those that have a colour first.</param>
    public LagPicture(IReadOnlyList<LagSeries> series)
    {
        var times = series.SelectMany(line => line.Samples).Select(sample => sample.At).Distinct().Order().ToList();
        var parts = new List<List<DateTimeOffset>>();
        foreach (var time in times)
        {
            if (parts.Count == 0 || time - parts[^1][^1] > LongestGap)
                parts.Add([]);
            parts[^1].Add(time);
        }

        _leftOut = Math.Max(0, parts.Count - MostStretches);
        parts.RemoveRange(0, _leftOut);
        _series = [.. series.Select(line => line with { Samples = [.. line.Samples.Where(sample => sample.At >= parts[0][0])] })];
        _most = Figures.RoundUp(Most * 1.05);

        var count = parts.Sum(part => part.Count);
        var room = Width - Left - Right - (BreakWidth * (parts.Count - 1));
        var x = Left;
        foreach (var part in parts)
        {
            var width = room * part.Count / count;
            _stretches.Add((part[0], part[^1], x, x + width));
            x += width + BreakWidth;
        }
    }

    private double Most => _series.Max(line => line.Most ?? 0);

    private string LeftOut => $"the last {MostStretches} stretches of time in which it was measured; {_leftOut} before them {(_leftOut == 1 ? "is" : "are")} left out";

    public Html Draw() => Html.Of($"""
        <div class="scroll" role="region" aria-label="Lag over time" tabindex="0">
        <svg class="lag" width="{Width}" height="{Height}" viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="lag-title">
        <title id="lag-title">Lag over time of {string.Join(", ", _series.Where(line => line.Samples.Count > 0).Take(Colours).Select(line => line.Name))}, up to {Figures.Duration(Most)}{(_leftOut == 0 ? "" : ", in " + LeftOut)}; the figures are in the table below</title>
        {Enumerable.Range(0, Levels + 1).Select(tick => Level(_most * tick / Levels))}{_stretches.Select(Stretch)}{_series.Reverse().Select((_, index) => Line(_series.Count - 1 - index))}
        </svg>
        </div>
        {(_leftOut == 0 ? Html.Empty : Html.Of($"""<p class="note">Drawn are {LeftOut}. The table tells of all.</p>"""))}
        """);

    private static Html Tick(double x, string text, string anchor) => Html.Of($"""<text class="tick" x="{x}" y="{Height - 14}" text-anchor="{anchor}">{text}</text>""");

    private double At(DateTimeOffset time)
    {
        var (from, to, left, right) = _stretches.First(stretch => time >= stretch.From && time <= stretch.To);
        return from == to ? (left + right) / 2 : left + ((right - left) * (time - from) / (to - from));
    }

    private double At(double milliseconds) => Height - Bottom - ((Height - Top - Bottom) * milliseconds / _most);

    private Html Level(double milliseconds) => Html.Of($"""
        <line class="grid" x1="{Left}" y1="{At(milliseconds)}" x2="{Width - Right}" y2="{At(milliseconds)}"/><text class="tick" x="{Left - 10}" y="{At(milliseconds) + 4}" text-anchor="end">{Figures.Duration(milliseconds)}</text>
        """);

    /// <summary>Its times below it, and a gap before it unless it is the first.</summary>
    private Html Stretch((DateTimeOffset From, DateTimeOffset To, double Left, double Right) stretch)
    {
        var middle = (stretch.Left + stretch.Right) / 2;
        var isWide = stretch.Right - stretch.Left > 150 && stretch.To - stretch.From >= TimeSpan.FromSeconds(1);
        var times = isWide
            ? Html.Join([Tick(stretch.Left, Figures.Clock(stretch.From), "start"), Tick(stretch.Right, Figures.Clock(stretch.To), "end")])
            : stretch.Right - stretch.Left > 58 ? Tick(middle, Figures.Clock(stretch.From), "middle") : Html.Empty;
        var gap = stretch.Left == Left ? Html.Empty : Html.Of($"""<rect class="gap" x="{stretch.Left - BreakWidth + 6}" y="{Top}" width="{BreakWidth - 12}" height="{Height - Top - Bottom}"/>""");
        return Html.Join([gap, times]);
    }

    private Html Line(int index)
    {
        var line = _series[index];
        var colour = $"s{(index < Colours ? index + 1 : 0)}";
        var parts = line.Samples.Where(sample => sample.Milliseconds is not null)
            .GroupBy(sample => _stretches.FindIndex(stretch => sample.At >= stretch.From && sample.At <= stretch.To))
            .Select(part => string.Join(' ', part.Select(sample => FormattableString.Invariant($"{At(sample.At):0.#},{At(sample.Milliseconds!.Value):0.#}"))));
        return Html.Of($"""
            <g class="line {colour}">{parts.Select(points => Html.Of($"""<polyline points="{points}"/>"""))}{line.Samples.Select(sample => Dot(line, sample))}</g>
            """);
    }

    private Html Dot(LagSeries line, LagSample sample) => sample.Milliseconds is { } known
        ? Html.Of($"""<circle cx="{At(sample.At)}" cy="{At(known)}" r="3"><title>{line.Name} at {Figures.Clock(sample.At)}: {Figures.Duration(known)}</title></circle>""")
        : Html.Of($"""<path class="missed" d="M{At(sample.At) - 4} {Top}l8 8m0 -8l-8 8"><title>{line.Name} at {Figures.Clock(sample.At)}: a row did not arrive in time</title></path>""");
}
