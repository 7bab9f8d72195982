using System.Security.Cryptography;
using System.Text;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>A report as one page that needs nothing else: no network, no script, no file beside it.</summary>
internal static class HtmlReport
{
    private static readonly Lazy<string> Style = new(() =>
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!;
        return new StreamReader(stream).ReadToEnd().ReplaceLineEndings("\n");
    });

    public static string Text(RunReport report)
    {
        var sections = Sections(report).ToList();
        return Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="{Policy()}"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta name="robots" content="noindex"/>
            <title>{report.Name}: {Words.Of(report.Verdict)}</title>
            <link rel="icon" href="data:,"/>
            <style>{Html.Trusted(Style.Value)}</style>
            </head>
            <body>
            <a class="skip" href="#content">Skip to the content</a>
            {Header(report, sections)}
            <main id="content" tabindex="-1">
            {sections.Select(section => section.Body)}
            </main>
            <footer><p>Written by Cake.MySqlReplication at {Figures.Moment(report.WrittenAt)}. The same is in report.md for readers and in report.json for programs. Passwords are masked.</p></footer>
            </body>
            </html>

            """).ToString();
    }

    /// <summary>Nothing is loaded and nothing runs; the one style sheet is known by its hash.</summary>
    private static string Policy() =>
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style.Value)))}'; img-src data:; base-uri 'none'; form-action 'none'";

    private static IEnumerable<HtmlSection> Sections(RunReport report)
    {
        if (report.Failure is not null)
            yield return HtmlFindings.Failure(report);
        yield return HtmlTopology.Of(report);
        yield return HtmlVerification.Of(report);
        if (report.Diagnosis is not null)
            yield return HtmlFindings.Diagnosis(report, report.Diagnosis);
        yield return HtmlTimeline.Of(report);
        yield return HtmlLag.Of(report);
    }

    private static Html Header(RunReport report, List<HtmlSection> sections) => Html.Of($"""
        <header>
        <p class="kind">MySQL replication</p>
        <h1>{report.Name} <span class="verdict {Words.ClassOf(report.Verdict)}">{Words.Of(report.Verdict)}</span></h1>
        <dl class="facts">{Facts(report).Select(fact => Html.Of($"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>"))}</dl>
        <nav aria-label="Sections"><ul>{sections.Select(section => Html.Of($"""<li><a href="#{section.Id}">{section.Title}</a></li>"""))}</ul></nav>
        </header>
        """);

    private static IEnumerable<(string Name, string Value)> Facts(RunReport report)
    {
        if (report.Servers.Count > 0)
        {
            yield return ("Topology", report.Shape);
            yield return ("Servers", FormattableString.Invariant($"{report.Servers.Count}"));
            yield return ("Version", string.Join(", ", report.Servers.Select(server => server.Version).Distinct()));
            yield return ("Run as", report.Engine == "Docker" ? "containers" : report.Engine);
            yield return ("Positioning", report.Positioning);
        }

        if (report.Links.Any(link => link.LagMilliseconds is not null))
            yield return ("Lag", Figures.Lag(report.Links.Max(link => link.LagMilliseconds)));
        yield return ("Written", Figures.Moment(report.WrittenAt));
    }
}
