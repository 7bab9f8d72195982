using System.Globalization;
using System.Xml.Linq;
using Cake.MySqlReplication.Reporting.Documents;
using Cake.MySqlReplication.Reporting.History;
using Xunit;

namespace Cake.MySqlReplication.Tests.Reporting.Documents;

public sealed class LagPictureTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(LagPicture.MostStretches)]
    [InlineData(LagPicture.MostStretches + 1)]
    [InlineData(40)]
    [InlineData(200)]
    public void However_often_nobody_looked_all_is_drawn_within_the_picture_from_the_left_to_the_right(int stretches)
    {
        var page = Draw(Line("slave", 0, stretches));
        var dots = page.Descendants("circle").Select(circle => Number(circle, "cx")).ToList();
        var breaks = page.Descendants("rect").ToList();

        Assert.Equal(Math.Min(stretches, LagPicture.MostStretches) * 3, dots.Count);
        Assert.Equal(Math.Min(stretches, LagPicture.MostStretches) - 1, breaks.Count);
        Assert.Equal(dots.Order(), dots);
        Assert.All(dots, dot => Assert.InRange(dot, 76, 1016));
        Assert.All(breaks, one => Assert.DoesNotContain(dots, dot => dot > Number(one, "x") && dot < Number(one, "x") + Number(one, "width")));
    }

    [Fact]
    public void What_is_left_out_is_the_oldest_and_is_said_to_all()
    {
        // The old one was far behind, and is not in the picture.
        var page = Draw(Line("slave", 10, 40), Line("old", 0, 2, lag: 9000));
        const string LeftOut = "the last 16 stretches of time in which it was measured; 26 before them are left out";

        Assert.Equal($"Lag over time of slave ← master, up to 49 ms, in {LeftOut}; the figures are in the table below", page.Descendants("title").First().Value);
        Assert.Equal($"Drawn are {LeftOut}. The table tells of all.", page.Descendants("p").Single().Value);
        Assert.StartsWith("slave ← master at 13:04:05: 34 ms", page.Descendants("circle").First().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_left_out_nothing_is_said()
    {
        var page = Draw(Line("slave", 0, LagPicture.MostStretches));

        Assert.Empty(page.Descendants("p"));
        Assert.Equal("Lag over time of slave ← master, up to 15 ms; the figures are in the table below", page.Descendants("title").First().Value);
    }

    /// <summary>Three looks in each hour, the lag of which is the hour's number unless another is given.</summary>
    private static LagSeries Line(string replica, int first, int count, double? lag = null) => new(replica, "master",
    [
        .. from hour in Enumerable.Range(first, count)
           from second in new[] { 0, 20, 40 }
           select new LagSample(Start.AddHours(hour).AddSeconds(second), replica, "master", lag ?? hour),
    ]);

    private static XElement Draw(params LagSeries[] series) => XElement.Parse($"<page>{new LagPicture(series).Draw()}</page>");

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
