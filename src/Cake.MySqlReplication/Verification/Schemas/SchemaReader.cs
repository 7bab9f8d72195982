using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Replication;

namespace Cake.MySqlReplication.Verification.Schemas;

/// <summary>Reads what information_schema says of a server's user schemas.</summary>
internal static class SchemaReader
{
    /// <summary>What is not the user's: the system's schemas, and the one that checks write into.</summary>
    private static readonly string[] Others = ["mysql", "information_schema", "performance_schema", "sys", Sentinel.Schema];

    private const string Reading = "Reading the schemas";

    public static async Task<SchemaSnapshot> ReadAsync(ServerConnection server, CancellationToken cancellationToken)
    {
        var columns = await ColumnsAsync(server, cancellationToken).ConfigureAwait(false);
        var items = new Dictionary<SchemaItem, IReadOnlyDictionary<string, string?>>();
        var categories = SchemaCategory.All.Where(category => columns.Contains((category.View, category.Name))).ToList();
        var known = categories.ConvertAll(category =>
            category.Attributes.Concat(category.SeriesAttributes).Where(name => columns.Contains((category.View, name))).ToList());
        await server.RowsAsync(Reading, categories.Zip(known, Query), Add, cancellationToken).ConfigureAwait(false);
        return new SchemaSnapshot(server.Version, items);

        void Add(int category, IReadOnlyList<IReadOnlyDictionary<string, string?>> rows)
        {
            foreach (var group in rows.GroupBy(row => new SchemaItem(categories[category].Kind, row["item_schema"]!, row["item_owner"], row["item_name"]!)))
                items[group.Key] = known[category].ToDictionary(name => name, name => Joined(group, name));
        }
    }

    /// <summary>Which columns this version's information_schema has: every version has more.</summary>
    private static async Task<HashSet<(string View, string Column)>> ColumnsAsync(ServerConnection server, CancellationToken cancellationToken)
    {
        var query = "SELECT TABLE_NAME AS v, COLUMN_NAME AS c FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'information_schema' " +
            $"AND TABLE_NAME IN {Sql.List(SchemaCategory.All.Select(category => category.View))}";
        var rows = await server.RowsAsync(Reading, query, cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => (row["v"]!.ToUpperInvariant(), row["c"]!.ToUpperInvariant()))];
    }

    private static string Query(SchemaCategory category, IEnumerable<string> attributes)
    {
        var selected = attributes.Prepend($"{category.Name} AS item_name").Prepend($"{category.Table ?? "NULL"} AS item_owner").Prepend($"{category.Schema} AS item_schema");
        return $"SELECT {string.Join(", ", selected)} FROM information_schema.{category.View} " +
            $"WHERE {category.Schema} NOT IN {Sql.List(Others)}{(category.Condition is null ? "" : $" AND {category.Condition}")} ORDER BY {category.Order}";
    }

    private static string? Joined(IEnumerable<IReadOnlyDictionary<string, string?>> rows, string attribute)
    {
        var values = rows.Select(row => row[attribute]).ToList();
        return values.Count == 1 ? values[0] : string.Join(SchemaSnapshot.Separator, values);
    }
}
