using System.Globalization;

namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>Finds the first rows that differ in a range whose checksums do, and tells of them in one line each.</summary>
internal sealed class RowDifferences(SessionPair pair, TableShape table)
{
    /// <summary>Rows that are shown of a table.</summary>
    private const int MostShown = 3;

    private const int MostColumns = 5;

    // Keys and checksums of both servers' rows: some megabytes.
    private const int MostListed = 20_000;

    // A range is gone through in parts of so many of the source's rows, until some of them differ.
    private const int PartRows = 5_000;

    private readonly TableSql _sql = new(table);

    /// <summary>The key of a row that was selected in columns k0, k1, …</summary>
    public static IReadOnlyList<string> KeyOf(TableShape table, IReadOnlyDictionary<string, string?> row) =>
        [.. table.Key.Select((_, index) => row[string.Create(CultureInfo.InvariantCulture, $"k{index}")]!)];

    /// <returns>One difference that tells of the whole table; its rows may be none where they are equal again by now.</returns>
    public async Task<ContentDifference> DescribeAsync(TableResult result, CancellationToken cancellationToken)
    {
        var rows = new List<string>();
        foreach (var range in result.Differing.TakeWhile(_ => rows.Count < MostShown))
            rows.AddRange(await (table.Key.Count == 0 ? WithoutKeyAsync(cancellationToken) : ByPartsAsync(range, MostShown - rows.Count, cancellationToken)).ConfigureAwait(false));

        var where = result.Differing[0].Describe(table.Key);
        var more = result.DifferingRanges > 1 ? $" and {result.DifferingRanges - 1} further range(s)" : "";
        return new ContentDifference
        {
            Server = pair.Replica,
            Schema = table.Schema,
            Table = table.Name,
            KeyRange = where,
            Description = $"The rows of {table} on {pair.Replica} are not those of {pair.Source}: {where}{more}.",
            Rows = rows,
        };
    }

    private async Task<List<string>> ByPartsAsync(KeyRange range, int most, CancellationToken cancellationToken)
    {
        var told = new List<string>();
        for (KeyRange? rest = range; rest is not null && told.Count < most;)
        {
            var last = await pair.OnSourceAsync(_sql.LastKey(rest, PartRows), cancellationToken).ConfigureAwait(false);
            var part = rest with { UpTo = last.Count == 0 ? rest.UpTo : KeyOf(table, last[0]) };
            var (source, replica) = await pair.OnBothAsync(_sql.Chunk(part), cancellationToken).ConfigureAwait(false);
            if (source[0]["n"] != replica[0]["n"] || source[0]["x"] != replica[0]["x"])
                told.AddRange(await ByKeyAsync(part, most - told.Count, cancellationToken).ConfigureAwait(false));
            rest = last.Count == 0 ? null : rest with { After = part.UpTo };
        }

        return told;
    }

    private async Task<List<string>> ByKeyAsync(KeyRange range, int most, CancellationToken cancellationToken)
    {
        var (source, replica) = await pair.OnBothAsync(_sql.Hashes(range, MostListed), cancellationToken).ConfigureAwait(false);
        var own = source.ToDictionary(row => string.Join('\u001f', KeyOf(table, row)));
        var others = replica.ToDictionary(row => string.Join('\u001f', KeyOf(table, row)));
        var told = new List<string>();
        // A list that was cut short does not tell what is missing from it.
        foreach (var (key, row) in own.Where(_ => replica.Count < MostListed))
        {
            if (told.Count < most && (!others.TryGetValue(key, out var other) || other["c"] != row["c"]))
                told.Add(await TellAsync(KeyOf(table, row), isMissing: !others.ContainsKey(key), cancellationToken).ConfigureAwait(false));
        }

        foreach (var (_, row) in others.Where(pair => source.Count < MostListed && !own.ContainsKey(pair.Key)).Take(most - told.Count))
            told.Add($"{Name(KeyOf(table, row))} is on {pair.Replica} only");
        return told;
    }

    private string Name(IReadOnlyList<string> key) =>
        $"{(table.Key.Count == 1 ? table.Key[0].Name : $"({string.Join(", ", table.Key.Select(column => column.Name))})")} = {KeyRange.Show(table.Key, key)}";

    private async Task<string> TellAsync(IReadOnlyList<string> key, bool isMissing, CancellationToken cancellationToken)
    {
        if (isMissing)
            return $"{Name(key)} is missing on {pair.Replica}";
        var (source, replica) = await pair.OnBothAsync(_sql.Row(key), cancellationToken).ConfigureAwait(false);
        if (source.Count == 0 || replica.Count == 0)
            return $"{Name(key)} differs";
        var columns = table.Columns.Index().Where(column => Differs(source[0], replica[0], column.Index)).ToList();
        var told = columns.Take(MostColumns).Select(column => $"{column.Item.Name} is {Shown(source[0], column.Index)} on {pair.Source}, {Shown(replica[0], column.Index)} on {pair.Replica}");
        return $"{Name(key)}: {string.Join("; ", told)}{(columns.Count > MostColumns ? $"; and {columns.Count - MostColumns} more columns" : "")}";
    }

    /// <summary>A table without a key: rows are told apart by their checksums, in groups so that the lists stay short.</summary>
    private async Task<List<string>> WithoutKeyAsync(CancellationToken cancellationToken)
    {
        var (source, replica) = await pair.OnBothAsync(_sql.Groups(), cancellationToken).ConfigureAwait(false);
        var (own, others) = (Groups(source), Groups(replica));
        var told = new List<string>();
        foreach (var group in own.Except(others).Concat(others.Except(own)).Select(group => group.Group).Distinct().Take(MostShown))
        {
            var (mine, theirs) = await pair.OnBothAsync(_sql.Group(group, MostListed), cancellationToken).ConfigureAwait(false);
            var (before, now) = (Counts(mine), Counts(theirs));
            foreach (var hash in before.Keys.Union(now.Keys).Where(hash => before.GetValueOrDefault(hash) != now.GetValueOrDefault(hash)).Take(MostShown - told.Count))
                told.Add(await TellAsync(hash, before.GetValueOrDefault(hash), now.GetValueOrDefault(hash), cancellationToken).ConfigureAwait(false));
        }

        return told;
    }

    private static HashSet<(string Group, string Sums)> Groups(IEnumerable<IReadOnlyDictionary<string, string?>> rows) =>
        [.. rows.Select(row => (row["g"]!, $"{row["n"]} {row["x"]}"))];

    private static Dictionary<string, long> Counts(IEnumerable<IReadOnlyDictionary<string, string?>> rows) =>
        rows.ToDictionary(row => row["c"]!, row => long.Parse(row["n"]!, CultureInfo.InvariantCulture));

    private async Task<string> TellAsync(string hash, long own, long other, CancellationToken cancellationToken)
    {
        var row = own > 0
            ? await pair.OnSourceAsync(_sql.RowByHash(hash), cancellationToken).ConfigureAwait(false)
            : await pair.OnReplicaAsync(_sql.RowByHash(hash), cancellationToken).ConfigureAwait(false);
        var values = row.Count == 0 ? "" : string.Join(", ", table.Columns.Index().Take(MostColumns).Select(column => $"{column.Item.Name} = {Shown(row[0], column.Index)}"));
        return $"({values}) is there {own} time(s) on {pair.Source}, {other} time(s) on {pair.Replica}";
    }

    private static bool Differs(IReadOnlyDictionary<string, string?> source, IReadOnlyDictionary<string, string?> replica, int column) =>
        Value(source, 'h', column) != Value(replica, 'h', column) || (Value(source, 'v', column) is null) != (Value(replica, 'v', column) is null);

    private static string Shown(IReadOnlyDictionary<string, string?> row, int column) =>
        Value(row, 'v', column) is { } text ? $"'{text.ReplaceLineEndings(" ").Replace('\0', ' ')}'" : "NULL";

    private static string? Value(IReadOnlyDictionary<string, string?> row, char kind, int column) => row[string.Create(CultureInfo.InvariantCulture, $"{kind}{column}")];
}
