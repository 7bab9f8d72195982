using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Cake.MySqlReplication.Reporting.Documents;
using Xunit;

namespace Cake.MySqlReplication.Tests.Reporting.Documents;

/// <summary>The page is also well-formed XML, so that its structure can be read without a browser.</summary>
public sealed class HtmlReportTests
{
    private static readonly string[] Known =
    [
        "html", "head", "meta", "title", "link", "style", "body", "a", "header", "p", "h1", "span", "dl", "div", "dt", "dd", "nav", "ul", "li", "main", "section", "h2", "h3", "table", "thead", "tbody",
        "tr", "th", "td", "small", "br", "strong", "details", "summary", "ol", "pre", "footer", "svg", "desc", "defs", "marker", "path", "g", "rect", "text", "line", "polyline", "circle",
    ];

    public static TheoryData<string> Samples => [.. SampleReports.All.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Nothing_in_it_runs_is_loaded_or_refers_elsewhere(string sample)
    {
        var page = Page(sample);

        Assert.Empty(page.Descendants().Select(element => element.Name.LocalName).Except(Known));
        var attributes = page.Descendants().SelectMany(element => element.Attributes()).ToList();
        Assert.DoesNotContain(attributes, attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Name.LocalName is "style" or "src");
        Assert.All(attributes.Where(attribute => attribute.Name.LocalName == "href"), attribute => Assert.Matches("^(#[a-z-]+|data:,)$", attribute.Value));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Its_policy_allows_its_own_style_sheet_and_nothing_else(string sample)
    {
        var page = Page(sample);
        var policy = page.Descendants("meta").Single(meta => meta.Attribute("http-equiv")?.Value == "Content-Security-Policy").Attribute("content")!.Value;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page.Descendants("style").Single().Value)));

        Assert.Equal($"default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'", policy);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Links_lead_to_headed_sections_and_no_name_is_given_twice(string sample)
    {
        var page = Page(sample);
        var names = page.Descendants().Select(element => element.Attribute("id")?.Value).OfType<string>().ToList();

        Assert.Equal(names.Distinct(), names);
        Assert.Subset(names.ToHashSet(), page.Descendants("a").Select(link => link.Attribute("href")!.Value[1..]).ToHashSet());
        Assert.Equal(page.Descendants("section").Select(section => section.Element("h2")!.Value), page.Descendants("nav").Descendants("a").Select(link => link.Value));
        Assert.Single(page.Descendants("h1"));
        Assert.All(page.Descendants("table"), table => Assert.All(table.Descendants("th"), cell => Assert.NotNull(cell.Attribute("scope"))));
    }

    [Fact]
    public void Names_and_errors_stand_in_it_as_they_are()
    {
        var text = Page("attacked").Descendants("body").Single().Value;

        Assert.Contains("<script>alert(1)</script>\"'`|]]> --> &amp; ${x} {{y}} #quot; <img src=x onerror=alert(1)> [a](javascript:b) \\ \uFFFD ☃", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_picture_has_a_box_for_each_server_and_an_arrow_for_each_link_with_its_state()
    {
        var picture = Page("broken").Descendants("svg").First(svg => svg.Attribute("class")!.Value == "topology");

        Assert.Equal(
            ["box source good", "box replica bad", "box replica good", "box replica bad"],
            picture.Elements("g").Select(box => box.Attribute("class")!.Value));
        Assert.Equal(["link good", "link unknown", "link bad"], picture.Elements("path").Select(arrow => arrow.Attribute("class")!.Value));
        Assert.Equal(
            ["slave", "replica", "MySQL 9.7.4 · port 3308", "391b107f…:1-27", "✓ receiver  ✗ applier", ""],
            picture.Elements("g").ElementAt(1).Elements("text").Select(text => text.Value));
    }

    [Fact]
    public void The_verdict_the_layers_and_what_differs_are_told()
    {
        var page = Page("broken");

        Assert.Equal("Not in sync", page.Descendants("h1").Single().Element("span")!.Value);
        var rows = page.Descendants("section").Single(section => section.Attribute("id")!.Value == "verification").Descendants("tbody").First().Elements("tr").ToList();
        Assert.Equal(["slave", "master", "✗ failed", "✓ passed", "✓ passed", "✓ passed", "✓ passed", "✗ failed", "✗ not in sync"], rows[0].Elements().Select(cell => cell.Value));
        Assert.Equal("✓ in sync", rows[1].Elements().Last().Value);
        Assert.Contains("The rows of orders.items differ.", page.Descendants("body").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_run_has_a_row_of_bars_for_each_server_and_a_table_with_the_same()
    {
        var run = Page("pair").Descendants("details").Last(details => details.Attribute("class")?.Value == "run");

        Assert.Equal(["all", "master", "slave"], run.Descendants("text").Where(text => text.Attribute("class")!.Value == "row").Select(text => text.Value));
        Assert.Equal(["host start 310 ms", "Prepare 140 ms", "StartAll 1.70 s", "ConfigureReplication 180 ms", "VerifySync 96 ms"], run.Descendants("ol").Single().Elements().Select(step => step.Value));
        Assert.Equal(5 + 10, run.Descendants("tbody").Single().Elements().Count());
    }

    [Fact]
    public void What_has_no_server_yet_says_so() =>
        Assert.Contains("No server was planned yet.", Page("unplanned").Descendants("main").Single().Value, StringComparison.Ordinal);

    private static XDocument Page(string sample)
    {
        using var reader = XmlReader.Create(new StringReader(HtmlReport.Text(SampleReports.All[sample])), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }
}
