using Cake.MySqlReplication.Reporting.Documents;
using Cake.MySqlReplication.Tests.Reporting.Documents;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Cake.MySqlReplication.BrowserTests;

/// <summary>Reports as a browser shows them.</summary>
public sealed class ReportPageTests(Browser browser) : IClassFixture<Browser>
{
    private const int Phone = 360;
    private const int Desk = 1600;

    public static TheoryData<string, ColorScheme, int> Views
    {
        get
        {
            var views = new TheoryData<string, ColorScheme, int>();
            foreach (var sample in SampleReports.All.Keys)
            {
                views.Add(sample, ColorScheme.Light, Desk);
                views.Add(sample, ColorScheme.Dark, Phone);
                // The others are made of the same parts.
                if (sample is "pair" or "broken" or "attacked")
                {
                    views.Add(sample, ColorScheme.Dark, Desk);
                    views.Add(sample, ColorScheme.Light, Phone);
                }
            }

            return views;
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_page_is_quiet_fits_and_is_accessible(string sample, ColorScheme scheme, int width)
    {
        await using var window = await browser.OpenAsync(scheme, width);
        var page = await window.NewPageAsync();
        List<string> complaints = [];
        List<string> requests = [];
        page.Console += (_, message) => complaints.Add(message.Text);
        page.PageError += (_, error) => complaints.Add(error);
        page.Dialog += (_, dialog) => complaints.Add("a dialog: " + dialog.Message);
        page.Request += (_, request) => requests.Add(request.Url);

        var address = await ShowAsync(page, sample);

        Assert.Equal([address], requests.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)));
        Assert.Empty(complaints);
        Assert.Equal("0px", await page.EvaluateAsync<string>("getComputedStyle(document.body).marginTop"));
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
        await page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true, Path = Path.Combine(Browser.Pages, $"{sample}-{scheme}-{width}.png".ToLowerInvariant()) });
        // Half a minute for a page of 33 servers, which is made of what the others are made of.
        if (sample == "wide" && (scheme, width) != (ColorScheme.Dark, Phone))
            return;
        var violations = (await page.RunAxe()).Violations;
        Assert.True(violations.Length == 0, string.Join('\n', violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(" ; ", violation.Nodes.Take(5).Select(node => node.Html))}")));
    }

    [Theory]
    [InlineData("broken")]
    [InlineData("wide")]
    public async Task All_that_can_be_used_is_reached_by_the_keyboard_and_seen_to_be(string sample)
    {
        await using var window = await browser.OpenAsync(ColorScheme.Light, Desk);
        var page = await window.NewPageAsync();
        await ShowAsync(page, sample);
        var expected = await page.EvaluateAsync<int>("[...document.querySelectorAll('a, summary, [tabindex=\"0\"]')].filter(element => element.checkVisibility()).length");

        HashSet<int> reached = [];
        for (var press = 0; press < expected; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
            reached.Add(await page.EvaluateAsync<int>("[...document.querySelectorAll('*')].indexOf(document.activeElement)"));
            if (press == 0)
                Assert.Equal("Skip to the content", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        }

        Assert.Equal(expected, reached.Count);
    }

    [Fact]
    public async Task Details_open_and_sections_are_gone_to_without_a_mouse()
    {
        await using var window = await browser.OpenAsync(ColorScheme.Dark, Phone);
        var page = await window.NewPageAsync();
        await ShowAsync(page, "pair");
        var earlier = page.Locator("details.run").Nth(1);

        Assert.False(await earlier.Locator("svg.timeline").IsVisibleAsync());
        await earlier.Locator("summary").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.True(await earlier.Locator("svg.timeline").IsVisibleAsync());

        await page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Lag" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Lag", Exact = true })).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Paper_has_all_that_is_folded_and_no_navigation()
    {
        await using var window = await browser.OpenAsync(ColorScheme.Light, Desk);
        var page = await window.NewPageAsync();
        await ShowAsync(page, "broken");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        Assert.False(await page.Locator("nav").IsVisibleAsync());
        Assert.True(await page.Locator("details.run").Nth(1).Locator("svg.timeline").IsVisibleAsync());
        await page.PdfAsync(new PagePdfOptions { Format = "A4", Path = Path.Combine(Browser.Pages, "broken.pdf") });
    }

    private static async Task<string> ShowAsync(IPage page, string sample)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Browser.Pages, sample)).FullName;
        ReportFiles.Write(folder, SampleReports.All[sample]);
        var address = new Uri(Path.Combine(folder, ReportFiles.Page)).AbsoluteUri;
        await page.GotoAsync(address);
        return address;
    }
}
