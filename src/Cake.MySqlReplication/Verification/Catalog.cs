using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Verification;

/// <summary>The names of a server's schemas and tables, without those of the system.</summary>
internal sealed class Catalog
{
    private const string NotOfTheSystem = "NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')";

    private readonly HashSet<string> _schemas;
    private readonly HashSet<string> _tables;

    public Catalog(IEnumerable<string> schemas, IEnumerable<string> tables)
    {
        _schemas = [.. schemas];
        _tables = [.. tables];
    }

    public static async Task<Catalog> ReadAsync(ServerConnection server, CancellationToken cancellationToken)
    {
        var schemas = await server.RowsAsync(
            "Reading the schemas",
            $"SELECT SCHEMA_NAME AS name FROM information_schema.SCHEMATA WHERE SCHEMA_NAME {NotOfTheSystem}",
            cancellationToken).ConfigureAwait(false);
        var tables = await server.RowsAsync(
            "Reading the tables",
            $"SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA {NotOfTheSystem}",
            cancellationToken).ConfigureAwait(false);
        return new Catalog(schemas.Select(row => row["name"]!), tables.Select(row => row["name"]!));
    }

    /// <summary>What replicas take over of it.</summary>
    public Catalog Passing(TableFilter filter) => new(
        _schemas.Where(filter.PassesSchema),
        _tables.Where(table => table.IndexOf('.', StringComparison.Ordinal) is var dot && filter.Passes(table[..dot], table[(dot + 1)..])));

    /// <summary>What is in both.</summary>
    public Catalog Intersect(Catalog other) => new(_schemas.Intersect(other._schemas), _tables.Intersect(other._tables));

    /// <summary>What the replica has too little, as a problem of it; null when it has all that is here.</summary>
    public string? DescribeLack(Catalog replica)
    {
        const string Why = ": somebody dropped them there, or a filter hides them. Run --target=Teardown and start afresh.";
        var schemas = _schemas.Except(replica._schemas).Order(StringComparer.Ordinal).ToList();
        if (schemas.Count > 0)
            return $"It lacks {schemas.Count} of the source's schemas, such as {schemas[0]}" + Why;
        var tables = _tables.Except(replica._tables).Order(StringComparer.Ordinal).ToList();
        return tables.Count > 0 ? $"It lacks {tables.Count} of the source's tables, such as {tables[0]}" + Why : null;
    }
}
