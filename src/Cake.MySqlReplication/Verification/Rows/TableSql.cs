using System.Globalization;
using System.Numerics;
using Cake.MySqlReplication.Dialects;

namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>The queries by which a table's rows are compared. Every server version understands them and answers alike.</summary>
internal sealed class TableSql(TableShape table)
{
    // Keeps a derived table from being merged into the query around it, where the checksum would be computed twice.
    private const string NoLimit = "18446744073709551615";

    // The largest prime number of 32 bits: what is left of a division by it depends on all bits.
    private const string Prime = "4294967291";

    // No checksum of a value is as large.
    private const string Null = "4294967296";

    private const int MostShifts = 31;

    // Has no divisor in common with the number of shifts, so that each of them comes once.
    private const int ShiftStep = 7;

    /// <summary>
    /// The checksum of a row: the product of two, mostly of the key's and of the rest's. CRC32 alone is linear, so that
    /// values which two rows have swapped would cancel out when rows are combined bit by bit.
    /// </summary>
    /// <remarks>
    /// Each value gets a CRC32 of its own, which costs servers less than to write all of them into one text. A change of a
    /// row goes unnoticed with a chance of one in 2^31; so does one of several rows, since products do not cancel out as
    /// what they are made of does. No factor is 0, which would hide the other one.
    /// </remarks>
    public string Hash
    {
        get
        {
            var first = table.Key.Count > 0 ? table.Key : [.. table.Columns.Take((table.Columns.Count + 1) / 2)];
            var rest = table.Columns.Except(first).ToList();
            return $"{Checksum(first)} * {Checksum(rest.Count > 0 ? rest : first)}";
        }
    }

    private string Name => $"{Sql.Identifier(table.Schema)}.{Sql.Identifier(table.Name)}";

    private string Rows => table.Index is null ? Name : $"{Name} FORCE INDEX ({Sql.Identifier(table.Index)})";

    private string KeyColumns => string.Join(", ", table.Key.Select(column => column.Quoted));

    /// <summary>The key of a row, in columns k0, k1, …</summary>
    private string KeyTexts => string.Join(", ", table.Key.Select((column, index) => string.Create(CultureInfo.InvariantCulture, $"{column.KeyText(column.Quoted)} AS k{index}")));

    /// <summary>
    /// Number, checksum and last key of a table's first rows; of all rows where the table has no key. Several such
    /// queries can be put together by UNION ALL, and are told apart by <paramref name="number"/>. Sums are texts, since
    /// in a UNION old servers cut numbers down to what has a sign.
    /// </summary>
    public string First(int number, int rows)
    {
        // Twins would cancel out, if they were not added up but combined bit by bit.
        if (table.Key.Count == 0)
            return $"SELECT {number} AS t, COUNT(*) AS n, CAST(SUM({Hash}) AS CHAR) AS x, NULL AS k FROM {Name}";

        var (last, column) = table.Key.Count == 1 ? (table.Key[0].KeyText("MAX(k)"), $", {table.Key[0].Quoted} AS k") : ("NULL", "");
        return $"SELECT {number} AS t, COUNT(*) AS n, CAST(BIT_XOR(c) AS CHAR) AS x, {last} AS k FROM " +
            $"(SELECT {Hash} AS c{column} FROM {Rows} ORDER BY {KeyColumns} LIMIT {rows}) AS d";
    }

    /// <summary>Number and checksum of the rows of a range.</summary>
    public string Chunk(KeyRange range) => $"SELECT COUNT(*) AS n, CAST(BIT_XOR({Hash}) AS CHAR) AS x FROM {Rows}{Where(range)}";

    /// <summary>The first and the last key of a range, in columns k0 and m; for keys of one column.</summary>
    public string Bounds(KeyRange range)
    {
        var key = table.Key[0];
        return $"SELECT {key.KeyText($"MIN({key.Quoted})")} AS k0, {key.KeyText($"MAX({key.Quoted})")} AS m FROM {Rows}{Where(range)}";
    }

    /// <summary>The key of the last of the first rows of a range, where a maximum does not tell.</summary>
    public string LastKey(KeyRange range, int rows) =>
        $"SELECT {KeyTexts} FROM {Rows}{Where(range)} ORDER BY {KeyColumns} LIMIT {rows - 1}, 1";

    /// <summary>Key and checksum of each row of a range.</summary>
    public string Hashes(KeyRange range, int limit) => $"SELECT {KeyTexts}, {Hash} AS c FROM {Rows}{Where(range)} ORDER BY {KeyColumns} LIMIT {limit}";

    /// <summary>For a table without a key: how many rows there are of the checksums that begin alike.</summary>
    public string Groups() => $"SELECT c MOD 4096 AS g, COUNT(*) AS n, SUM(c) AS x FROM (SELECT {Hash} AS c FROM {Name} LIMIT {NoLimit}) AS d GROUP BY g";

    /// <summary>How often each checksum of a group occurs.</summary>
    public string Group(string group, int limit) =>
        $"SELECT c, COUNT(*) AS n FROM (SELECT {Hash} AS c FROM {Name} LIMIT {NoLimit}) AS d WHERE c MOD 4096 = {group} GROUP BY c ORDER BY c LIMIT {limit}";

    /// <summary>For each column of one row a checksum (h0, h1, …) and a text for people (v0, v1, …).</summary>
    public string Row(IReadOnlyList<string> key) => $"SELECT {Shown()} FROM {Rows} WHERE {string.Join(" AND ", table.Key.Zip(key, Equal))} LIMIT 1";

    /// <summary>The same for a row with a checksum.</summary>
    public string RowByHash(string hash) => $"SELECT {Shown()} FROM {Name} WHERE {Hash} = {hash} LIMIT 1";

    private string Shown() => string.Join(", ", table.Columns.Select((column, index) =>
        string.Create(CultureInfo.InvariantCulture, $"{column.Checksum} AS h{index}, {column.Shown} AS v{index}")));

    /// <summary>A number of 32 bits, and never 0, of the values of these columns in this order.</summary>
    private static string Checksum(IReadOnlyList<TableColumn> columns) => columns is [{ IsNullable: false } single]
        ? $"({single.Checksum} | 1)"
        : $"({Combine(columns.Select(column => column.IsNullable ? $"IFNULL({column.Checksum}, {Null})" : column.Checksum))} + 1)";

    /// <summary>Shifted, each by another number of bits, so that columns which have swapped their values do not cancel out either.</summary>
    private static string Combine(IEnumerable<string> numbers)
    {
        var groups = numbers.Chunk(MostShifts).Select(group => $"({string.Join(" ^ ", group.Select(Shift))}) MOD {Prime}").ToList();
        return groups.Count == 1 ? groups[0] : Combine(groups.Select(group => $"({group})"));
    }

    private static string Shift(string number, int index) =>
        index == 0 ? number : string.Create(CultureInfo.InvariantCulture, $"({number} << {index * ShiftStep % MostShifts})");

    private string Where(KeyRange range)
    {
        // Servers ask this of each row, and it costs them less than two comparisons. MySQL 5.6 takes large ends for negative ones.
        if (table.Key is [{ IsInteger: true } number] && range is { After: [var before], UpTo: [var end] } && long.TryParse(end, CultureInfo.InvariantCulture, out _))
            return $" WHERE {number.Quoted} BETWEEN {(BigInteger.Parse(before, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture)} AND {end}";
        var conditions = new[] { Beyond(range.After, ">", ">"), Beyond(range.UpTo, "<", "<=") }.OfType<string>().ToList();
        return conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);
    }

    /// <summary>
    /// A comparison of all columns of the key, one after the other: old servers use no index for a comparison of rows.
    /// https://dev.mysql.com/doc/refman/5.6/en/row-constructor-optimization.html
    /// </summary>
    private string? Beyond(IReadOnlyList<string>? key, string strict, string last)
    {
        if (key is null)
            return null;
        if (key.Count == 1)
            return Compare(table.Key[0], last, key[0]);
        var cases = Enumerable.Range(0, key.Count).Select(index => string.Join(
            " AND ", table.Key.Take(index).Zip(key, Equal).Append(Compare(table.Key[index], index == key.Count - 1 ? last : strict, key[index]))));
        return $"({Compare(table.Key[0], strict + "=", key[0])} AND ({string.Join(" OR ", cases.Select(one => $"({one})"))}))";
    }

    private static string Compare(TableColumn column, string comparison, string value) => $"{column.Quoted} {comparison} {column.Literal(value)}";

    private static string Equal(TableColumn column, string value) => Compare(column, "=", value);
}
