using System.Globalization;

namespace Cake.MySqlReplication.Dialects;

/// <summary>
/// Compares lists of MariaDB's GTIDs, <c>domain-server-sequence</c>, which its servers have no functions for. Within a domain
/// the sequence numbers of all servers are in one order: https://mariadb.com/kb/en/gtid/.
/// </summary>
internal static class MariaDbGtids
{
    /// <summary>What is in one binary log's state, the last GTID of each server in each domain, and not in another's.</summary>
    public static string Beyond(string state, string other)
    {
        var known = Parse(other).ToLookup(gtid => (gtid.Domain, gtid.Server), gtid => gtid.Sequence);
        return Text(Parse(state).Where(gtid => known[(gtid.Domain, gtid.Server)].All(sequence => sequence < gtid.Sequence)));
    }

    /// <summary>What is in one position, the last GTID of each domain, and is not reached by another.</summary>
    public static string Ahead(string position, string other)
    {
        var reached = Parse(other).ToLookup(gtid => gtid.Domain, gtid => gtid.Sequence);
        return Text(Parse(position).Where(gtid => reached[gtid.Domain].All(sequence => sequence < gtid.Sequence)));
    }

    private static IEnumerable<(long Domain, long Server, ulong Sequence)> Parse(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(gtid => gtid.Split('-'))
            .Select(parts => (Number(parts[0]), Number(parts[1]), ulong.Parse(parts[2], CultureInfo.InvariantCulture)));

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(IEnumerable<(long Domain, long Server, ulong Sequence)> gtids) =>
        string.Join(',', gtids.Select(gtid => string.Create(CultureInfo.InvariantCulture, $"{gtid.Domain}-{gtid.Server}-{gtid.Sequence}")));
}
