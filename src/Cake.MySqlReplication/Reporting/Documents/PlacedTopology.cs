namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>A point of a picture.</summary>
internal readonly record struct Point(double X, double Y);

/// <summary>A server's box, by its upper left corner.</summary>
internal sealed record PlacedServer(string Name, double X, double Y)
{
    public const double Width = 216;
    public const double Height = 104;

    public double Right => X + Width;

    public double Bottom => Y + Height;

    public Point Center => new(X + (Width / 2), Y + (Height / 2));
}

/// <summary>The way of a link, from the source's box to the replica's, in straight lines.</summary>
internal sealed record PlacedLink(int Link, IReadOnlyList<Point> Points);

/// <summary>A topology with a place for each server and a way for each link.</summary>
internal sealed record PlacedTopology(double Width, double Height, IReadOnlyList<PlacedServer> Servers, IReadOnlyList<PlacedLink> Links);
