using Cake.MySqlReplication.Reporting.Documents;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Xunit;

namespace Cake.MySqlReplication.Tests.Reporting.Documents;

public sealed class TopologyLayoutTests
{
    private const double WidestPage = 1150;

    public static TheoryData<TopologyShape, int, int> Shapes
    {
        get
        {
            var data = new TheoryData<TopologyShape, int, int>();
            foreach (var count in new[] { 1, 2, 3, 4, 5, 8, 9, 32 })
            {
                data.Add(TopologyShape.FanOut, 1, count);
                data.Add(TopologyShape.Chain, 1, count);
                data.Add(TopologyShape.FanIn, Math.Max(2, count), 1);
                data.Add(TopologyShape.FanIn, 3, count);
                data.Add(TopologyShape.SourceSource, Math.Max(2, count), 1);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Boxes_stand_apart_and_ways_lead_from_box_to_box_and_through_no_other(TopologyShape shape, int sources, int replicas)
    {
        var topology = Some.Topology(settings: new ReplicationSettings { Topology = shape, Sources = sources > 1 ? sources : null, Replicas = replicas });
        (string Replica, string Source)[] links = [.. topology.Links.Select(link => (link.Replica, link.Source))];

        var placed = TopologyLayout.Place([.. topology.Servers.Select(server => server.Name)], links);

        Assert.Equal(topology.Servers.Select(server => server.Name).Order(), placed.Servers.Select(server => server.Name).Order());
        Assert.InRange(placed.Width, 1, WidestPage);
        foreach (var (index, box) in placed.Servers.Index())
        {
            Assert.True(box.X >= 0 && box.Y >= 0 && box.Right <= placed.Width && box.Bottom <= placed.Height, $"{box} is not within the picture");
            Assert.DoesNotContain(placed.Servers.Skip(index + 1), other => box.X < other.Right && other.X < box.Right && box.Y < other.Bottom && other.Y < box.Bottom);
        }

        Assert.Equal(Enumerable.Range(0, links.Length), placed.Links.Select(link => link.Link).Order());
        Assert.All(placed.Links, way =>
        {
            var (source, replica) = (Box(links[way.Link].Source), Box(links[way.Link].Replica));
            Assert.True(IsOnEdge(source, way.Points[0]) && IsOnEdge(replica, way.Points[^1]), $"the way of {links[way.Link]} does not lead from box to box");
            foreach (var (from, to) in way.Points.Zip(way.Points.Skip(1)))
                Assert.DoesNotContain(placed.Servers, box => Crosses(box, from, to));
        });

        PlacedServer Box(string name) => placed.Servers.Single(box => box.Name == name);
    }

    [Fact]
    public void A_ring_is_closed_by_neighbours()
    {
        string[] names = ["a", "b", "c", "d"];
        var placed = TopologyLayout.Place(names, [("b", "a"), ("c", "b"), ("d", "c"), ("a", "d")]);

        Assert.All(placed.Links, way => Assert.Equal(2, way.Points.Count));
    }

    [Fact]
    public void Two_that_follow_each_other_have_a_way_each()
    {
        var placed = TopologyLayout.Place(["a", "b"], [("b", "a"), ("a", "b")]);

        Assert.NotEqual(placed.Links[0].Points[0].Y, placed.Links[1].Points[0].Y);
    }

    [Theory]
    [InlineData("b<a c<b d<a")]
    [InlineData("b<a c<b d<c c<d")]
    [InlineData("b<a c<gone")]
    [InlineData("")]
    [InlineData("b<c c<b d<a")]
    public void What_is_of_no_known_shape_has_a_picture_all_the_same(string links)
    {
        string[] names = ["a", "b", "c", "d"];
        (string, string)[] pairs = [.. links.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(link => (link.Split('<')[0], link.Split('<')[1]))];

        var placed = TopologyLayout.Place(names, pairs);

        Assert.Equal(names, placed.Servers.Select(server => server.Name).Order());
        Assert.Equal(pairs.Count(pair => pair.Item2 != "gone"), placed.Links.Count);
    }

    [Fact]
    public void Nothing_has_an_empty_picture() => Assert.Empty(TopologyLayout.Place([], []).Servers);

    private static bool IsOnEdge(PlacedServer box, Point point) =>
        ((point.X == box.X || point.X == box.Right) && point.Y > box.Y && point.Y < box.Bottom) ||
        ((point.Y == box.Y || point.Y == box.Bottom) && point.X > box.X && point.X < box.Right);

    /// <summary>Whether a straight line, along an axis, comes inside a box.</summary>
    private static bool Crosses(PlacedServer box, Point from, Point to) =>
        Math.Min(from.X, to.X) < box.Right && Math.Max(from.X, to.X) > box.X && Math.Min(from.Y, to.Y) < box.Bottom && Math.Max(from.Y, to.Y) > box.Y;
}
