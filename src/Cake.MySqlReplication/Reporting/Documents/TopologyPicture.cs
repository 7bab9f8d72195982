using System.Globalization;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>The topology as SVG: boxes with what matters about each server, and arrows the way that changes go.</summary>
internal static class TopologyPicture
{
    private const int LongestLine = 29;
    private const double Corner = 8;

    private static readonly Health[] Order = [Health.Good, Health.Unknown, Health.Bad];

    public static Html Of(RunReport report)
    {
        var placed = TopologyLayout.Place([.. report.Servers.Select(server => server.Name)], [.. report.Links.Select(link => (link.Replica, link.Source))]);
        // What is broken is drawn last, on top of the ways that it shares with others.
        var links = placed.Links.OrderBy(link => Array.IndexOf(Order, report.Links[link.Link].Health)).Select(link => Arrow(report.Links[link.Link], link));
        var boxes = placed.Servers.Select(box => Box(report, report.Servers.First(server => server.Name == box.Name), box));
        return Html.Of($"""
            <svg class="topology" width="{placed.Width}" height="{placed.Height}" viewBox="0 0 {placed.Width} {placed.Height}" role="img" aria-labelledby="topology-title topology-text">
            <title id="topology-title">Topology of {report.Name}</title>
            <desc id="topology-text">{Description(report)}</desc>
            <defs>{Order.Select(Head)}</defs>
            {links}{boxes}
            </svg>
            """);
    }

    private static string Description(RunReport report) => string.Join(' ', report.Links.Select(link =>
        $"{link.Replica} replicates from {link.Source}: {(link.Health == Health.Good ? "it runs" : link.Health == Health.Bad ? "something is wrong" : "nothing is known")}, lag {Figures.Lag(link.LagMilliseconds)}."));

    private static Html Head(Health health) => Html.Of($"""
        <marker id="head-{Words.ClassOf(health)}" class="head {Words.ClassOf(health)}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse" markerUnits="userSpaceOnUse"><path d="M0 0.5 10 5 0 9.5z"/></marker>
        """);

    private static Html Arrow(ReportedLink link, PlacedLink placed) => Html.Of(
        $"""<path class="link {Words.ClassOf(link.Health)}" d="{Path(placed.Points)}" marker-end="url(#head-{Words.ClassOf(link.Health)})"/>""");

    /// <summary>Straight lines with round corners.</summary>
    private static string Path(IReadOnlyList<Point> points)
    {
        var path = FormattableString.Invariant($"M{points[0].X:0.#} {points[0].Y:0.#}");
        for (var index = 1; index < points.Count; index++)
        {
            var here = points[index];
            if (index == points.Count - 1)
                return path + FormattableString.Invariant($"L{here.X:0.#} {here.Y:0.#}");
            var (before, after) = (Toward(here, points[index - 1]), Toward(here, points[index + 1]));
            path += string.Create(CultureInfo.InvariantCulture, $"L{before.X:0.#} {before.Y:0.#}Q{here.X:0.#} {here.Y:0.#} {after.X:0.#} {after.Y:0.#}");
        }

        return path;
    }

    private static Point Toward(Point from, Point to)
    {
        var length = Math.Sqrt(Math.Pow(to.X - from.X, 2) + Math.Pow(to.Y - from.Y, 2));
        var part = length == 0 ? 0 : Math.Min(Corner, length / 2) / length;
        return new(from.X + ((to.X - from.X) * part), from.Y + ((to.Y - from.Y) * part));
    }

    private static Html Box(RunReport report, ReportedServer server, PlacedServer box)
    {
        var links = report.Links.Where(link => link.Replica == server.Name).ToList();
        var health = server.Health == Health.Bad || links.Any(link => link.Health == Health.Bad) ? Health.Bad : server.Health;
        var place = server.Gtids.Length > 0 ? Words.ShortGtids(server.Gtids) : server.Position;
        return Html.Of($"""
            <g class="box {Words.Of(server.Role)} {Words.ClassOf(health)}" transform="translate({box.X} {box.Y})">
            <rect class="body" width="{PlacedServer.Width}" height="{PlacedServer.Height}" rx="8"/>
            <path class="edge" d="M8 0H5A5 8 0 0 0 0 8V{PlacedServer.Height - 8}A5 8 0 0 0 5 {PlacedServer.Height}H8z"/>
            <text class="name" x="20" y="27">{Words.Cut(server.Name, 16)}</text>
            <text class="role" x="{PlacedServer.Width - 14}" y="26" text-anchor="end">{Words.Of(server.Role)}</text>
            <text class="fact" x="20" y="48">{Words.Cut(server.Version, 17)} · port {server.Port}</text>
            <text class="place" x="20" y="67">{Words.Cut(place, LongestLine)}</text>
            <text class="state {Words.ClassOf(health)}" x="20" y="89">{Words.Cut(State(server, links), LongestLine)}</text>
            <text class="delay" x="{PlacedServer.Width - 14}" y="89" text-anchor="end">{Lag(links)}</text>
            </g>
            """);
    }

    /// <summary>What a glance is to tell: threads of a replica, and whether a source takes writes.</summary>
    private static string State(ReportedServer server, List<ReportedLink> links)
    {
        if (server.Silence is not null)
            return "✗ no answer";
        if (links.Count == 0)
            return server.Health == Health.Unknown ? "not asked" : $"✓ writes {Words.Writes(server)}";
        if (links.All(link => link.Receiver.Length == 0))
            return "threads unknown";
        return links.Count == 1 || links.All(link => link.Health == Health.Good)
            ? $"{Mark(links, link => link.Receiver)} receiver  {Mark(links, link => link.Applier)} applier"
            : $"✗ {links.Count(link => link.Health == Health.Bad)} of {links.Count} sources";
    }

    /// <summary>The most of all its links; empty where one of them has none.</summary>
    private static string Lag(List<ReportedLink> links) =>
        links.Count == 0 || links.Any(link => link.LagMilliseconds is null) ? "" : Figures.Duration(links.Max(link => link.LagMilliseconds!.Value));

    private static string Mark(List<ReportedLink> links, Func<ReportedLink, string> thread) =>
        links.All(link => thread(link) == "Yes") ? "✓" : links.Any(link => thread(link) == "Connecting") ? "…" : "✗";
}
