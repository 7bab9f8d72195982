using System.Globalization;

namespace Cake.MySqlReplication.Dialects;

/// <summary>GTID positions of MariaDB: the last transaction of each domain, as <c>0-1-42,1-5-7</c>.</summary>
internal static class MariaDbGtids
{
    /// <summary>Those of a replica's transactions that its source, read after it, has not come to; null where there are none.</summary>
    public static string? Ahead(string replica, string source)
    {
        var reached = Parse(source).ToDictionary(gtid => gtid.Domain, gtid => gtid.Sequence);
        var ahead = Parse(replica).Where(gtid => reached.GetValueOrDefault(gtid.Domain) < gtid.Sequence).Select(gtid => gtid.Text).ToList();
        return ahead.Count == 0 ? null : string.Join(',', ahead);
    }

    private static IEnumerable<(string Domain, ulong Sequence, string Text)> Parse(string position) =>
        from text in position.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        let parts = text.Split('-')
        where parts.Length == 3
        select (parts[0], ulong.Parse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture), text);
}
