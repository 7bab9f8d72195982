using System.Globalization;

namespace Cake.MySqlReplication.Dialects;

/// <summary>A GTID position of MariaDB, such as <c>0-1-17,5-2-8</c>: the last transaction of each domain.</summary>
internal static class GtidPosition
{
    /// <summary>Whether <paramref name="position"/> is at <paramref name="mark"/> or behind it in each of the mark's domains.</summary>
    public static bool Covers(string position, string mark)
    {
        var reached = Parse(position);
        return Parse(mark).All(pair => reached.TryGetValue(pair.Key, out var sequence) && sequence >= pair.Value);
    }

    /// <summary>Whether <paramref name="position"/> is just at <paramref name="mark"/> in each of the mark's domains, of which there is one at least.</summary>
    public static bool IsAt(string position, string mark)
    {
        var (reached, wanted) = (Parse(position), Parse(mark));
        return wanted.Count > 0 && wanted.All(pair => reached.TryGetValue(pair.Key, out var sequence) && sequence == pair.Value);
    }

    private static Dictionary<string, long> Parse(string position) =>
        position.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(gtid => gtid.Split('-'))
            .Where(parts => parts.Length == 3)
            .GroupBy(parts => parts[0])
            .ToDictionary(group => group.Key, group => group.Max(parts => long.Parse(parts[2], CultureInfo.InvariantCulture)));
}
