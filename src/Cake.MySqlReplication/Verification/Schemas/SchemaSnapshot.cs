using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Verification.Schemas;

/// <summary>All objects of a server's user schemas, and what information_schema says of each.</summary>
/// <param name="Version">The server's version.</param>
/// <param name="Items">The objects. Where one has several rows, an attribute is their values, joined in order.</param>
internal sealed record SchemaSnapshot(ServerVersion Version, IReadOnlyDictionary<SchemaItem, IReadOnlyDictionary<string, string?>> Items)
{
    /// <summary>What separates the values of several rows: it stands in none of them.</summary>
    public const char Separator = '\u001f';

    /// <summary>What replicas take over of it.</summary>
    public SchemaSnapshot Passing(TableFilter filter) => this with
    {
        Items = Items.Where(item => item.Key.Table is { } table ? filter.Passes(item.Key.Schema, table) : filter.PassesSchema(item.Key.Schema)).ToDictionary(),
    };

    public bool IsView(SchemaItem table) => Items.TryGetValue(table, out var attributes) && attributes["TABLE_TYPE"] == "VIEW";
}
