using Cake.MySqlReplication.Verification.Schemas;

namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>A table whose rows are compared.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsTransactional">Whether both servers keep it in an engine whose snapshots are consistent.</param>
/// <param name="Columns">All its columns, generated and invisible ones, too.</param>
/// <param name="Index">The index by which its rows are told apart; null where there is none.</param>
/// <param name="Key">The columns of that index.</param>
internal sealed record TableShape(
    string Schema, string Name, bool IsTransactional, IReadOnlyList<TableColumn> Columns, string? Index, IReadOnlyList<TableColumn> Key)
{
    // Neither holds rows of its own: they are in another table, on another server, or nowhere.
    private static readonly string[] WithoutRows = ["BLACKHOLE", "FEDERATED", "MRG_MYISAM", "SPIDER", "CONNECT", "PERFORMANCE_SCHEMA"];

    private static readonly string[] Transactional = ["InnoDB", "ROCKSDB", "TokuDB"];

    /// <summary>
    /// The tables that both have with the same columns. Tables whose columns differ are told of as such: their rows
    /// cannot be equal.
    /// </summary>
    public static IEnumerable<TableShape> Of(SchemaSnapshot source, SchemaSnapshot replica)
    {
        var columns = ByTable(source, "column");
        var replicaColumns = ByTable(replica, "column");
        var indexes = ByTable(source, "index");
        foreach (var (item, attributes) in source.Items.Where(pair => pair.Key.Kind == "table" && pair.Value["ENGINE"] is not null))
        {
            var engines = new[] { attributes["ENGINE"]!, replica.Items.TryGetValue(item, out var other) ? other["ENGINE"] ?? "" : "" };
            if (source.IsView(item) || engines.Any(engine => engine.Length == 0 || WithoutRows.Contains(engine, StringComparer.OrdinalIgnoreCase)))
                continue;
            var own = columns[item].Select(column => Column(column, source)).ToList();
            // Without columns: it was created, or dropped, while columns were read.
            if (own.Count == 0 || !own.ToHashSet().SetEquals(replicaColumns[item].Select(column => Column(column, replica))))
                continue;
            var key = indexes[item]
                .Where(index => replica.Items.TryGetValue(index, out var there) && there["COLUMN_NAME"] == source.Items[index]["COLUMN_NAME"])
                .Select(index => (index.Name, Columns: KeyOf(source.Items[index], own)))
                .Where(index => index.Columns.Count > 0)
                .OrderBy(index => index.Name != "PRIMARY").ThenBy(index => index.Columns.Count).ThenBy(index => index.Name, StringComparer.Ordinal)
                .FirstOrDefault();
            var isTransactional = engines.All(engine => Transactional.Contains(engine, StringComparer.OrdinalIgnoreCase));
            yield return new TableShape(item.Schema, item.Name, isTransactional, own, key.Name, key.Columns ?? []);
        }
    }

    public override string ToString() => $"{Schema}.{Name}";

    private static ILookup<SchemaItem, SchemaItem> ByTable(SchemaSnapshot snapshot, string kind) =>
        snapshot.Items.Keys.Where(item => item.Kind == kind).ToLookup(item => item.Container!);

    private static TableColumn Column(SchemaItem item, SchemaSnapshot snapshot)
    {
        var attributes = snapshot.Items[item];
        var type = attributes["COLUMN_TYPE"] ?? "";
        return new TableColumn(
            item.Name,
            new string([.. type.TakeWhile(char.IsAsciiLetterOrDigit)]).ToLowerInvariant(),
            SchemaValue.Of("CHARACTER_SET_NAME", attributes["CHARACTER_SET_NAME"], snapshot.Version, sameFamily: true),
            attributes["IS_NULLABLE"] == "YES");
    }

    /// <summary>The columns of an index that is unique and without NULLs, whole columns of types with an exact order; else none.</summary>
    private static List<TableColumn> KeyOf(IReadOnlyDictionary<string, string?> index, List<TableColumn> columns)
    {
        var isHidden = (index.TryGetValue("IS_VISIBLE", out var visible) && visible!.Contains("NO", StringComparison.Ordinal)) ||
            (index.TryGetValue("IGNORED", out var ignored) && ignored!.Contains("YES", StringComparison.Ordinal));
        var isPrefix = index["SUB_PART"]?.Any(char.IsAsciiDigit) == true;
        if (isHidden || isPrefix || index["INDEX_TYPE"]?.Split(SchemaSnapshot.Separator)[0] != "BTREE" || index["NON_UNIQUE"]?.Split(SchemaSnapshot.Separator)[0] != "0")
            return [];
        var key = (index["COLUMN_NAME"] ?? "").Split(SchemaSnapshot.Separator).Select(name => columns.Find(column => column.Name == name)).ToList();
        return key.TrueForAll(column => column is { IsNullable: false, CanBeKey: true }) ? [.. key.OfType<TableColumn>()] : [];
    }
}
