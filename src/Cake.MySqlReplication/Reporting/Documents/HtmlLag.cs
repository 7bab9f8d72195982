namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>Lag over time, as a picture and as a table.</summary>
internal static class HtmlLag
{
    public static HtmlSection Of(RunReport report)
    {
        var series = LagSeries.Of(report.Lag).OrderByDescending(line => line.Most ?? 0).ToList();
        return HtmlSection.With(
            "lag",
            "Lag",
            series.Count == 0 ? "" : "How long a row took from its commit on the source to the replica, whenever VerifySync, Status or Report measured it.",
            series.Count == 0
                ? Html.Of($"<p>Nobody has measured it yet. VerifySync, Status and Report do.</p>")
                : Html.Of($"""
                    {(series.Any(line => line.Most is not null) ? new LagPicture(series).Draw() : Html.Empty)}
                    {HtmlSection.Table("Lag of each replica", ["Replica", "Last", "Median", "Most", "Samples", "Not in time"], series.Select(Row))}
                    """));
    }

    private static Html Row(LagSeries line, int index) => Html.Of($"""
        <tr><th scope="row"><svg class="key" width="18" height="10" aria-hidden="true"><g class="line s{(index < LagPicture.Colours ? index + 1 : 0)}"><polyline points="0,5 18,5"/><circle cx="9" cy="5" r="3"/></g></svg>{line.Name}</th><td class="number">{Figures.Lag(line.Last)}</td><td class="number">{Figures.Lag(line.Median)}</td><td class="number">{Figures.Lag(line.Most)}</td><td class="number">{line.Samples.Count}</td><td class="number">{line.Missed}</td></tr>
        """);
}
