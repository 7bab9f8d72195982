namespace Cake.MySqlReplication.Verification.Schemas;

/// <summary>One object of a schema, by what it is called.</summary>
/// <param name="Kind">What it is, as messages call it.</param>
/// <param name="Schema">Its schema.</param>
/// <param name="Owner">What it belongs to, mostly a table; null where it belongs to its schema only.</param>
/// <param name="Name">Its name.</param>
internal sealed record SchemaItem(string Kind, string Schema, string? Owner, string Name)
{
    /// <summary>The table that it belongs to, or that it is; null where there is none.</summary>
    public string? Table => Kind is "table" or "view" ? Name : Kind is "routine" or "parameter" ? null : Owner;

    /// <summary>What it lies in: an object that is missing takes all that lies in it along.</summary>
    public SchemaItem? Container => Kind switch
    {
        "schema" => null,
        "parameter" => null,
        "table" or "event" or "routine" or "check" => new SchemaItem("schema", Schema, null, Schema),
        "view" => new SchemaItem("table", Schema, null, Name),
        _ => new SchemaItem("table", Schema, null, Owner!),
    };

    /// <summary>Kind and name with schema and table: <c>column shop.orders.price</c>.</summary>
    public override string ToString() => Kind switch
    {
        "schema" => $"schema {Name}",
        "routine" => $"{Owner!.ToLowerInvariant()} {Schema}.{Name}",
        "parameter" => $"parameter {Name} of {Schema}.{Owner}",
        _ => Owner is null ? $"{Kind} {Schema}.{Name}" : $"{Kind} {Schema}.{Owner}.{Name}",
    };
}
