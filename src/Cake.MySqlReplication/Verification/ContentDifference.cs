namespace Cake.MySqlReplication.Verification;

/// <summary>Something that a replica has otherwise than its source.</summary>
public sealed record ContentDifference
{
    /// <summary>The replica.</summary>
    public required string Server { get; init; }

    /// <summary>The schema.</summary>
    public required string Schema { get; init; }

    /// <summary>The table; null for what belongs to none, such as a routine.</summary>
    public string? Table { get; init; }

    /// <summary>The range of the table's key that holds the rows which differ; null for a difference of the schema.</summary>
    public string? KeyRange { get; init; }

    /// <summary>What differs, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>The first rows that differ, each in one line; values are cut short.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];

    /// <summary>The description, and the rows in lines of their own.</summary>
    public override string ToString() => Description + string.Concat(Rows.Select(row => Environment.NewLine + "    " + row));
}
