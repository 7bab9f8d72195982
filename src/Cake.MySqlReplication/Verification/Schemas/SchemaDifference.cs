namespace Cake.MySqlReplication.Verification.Schemas;

/// <summary>An object that source and replica do not have alike.</summary>
/// <param name="Item">The object.</param>
/// <param name="Kind">How it differs.</param>
/// <param name="Attribute">For one that both have: in which attribute, by information_schema's name.</param>
/// <param name="Source">What the source says of it.</param>
/// <param name="Replica">What the replica says of it.</param>
internal sealed record SchemaDifference(SchemaItem Item, SchemaDifferenceKind Kind, string Attribute = "", string Source = "", string Replica = "")
{
    // Longer ones are bodies of routines and the like.
    private const int LongestValue = 60;

    /// <summary>The difference in a sentence; <paramref name="source"/> is the source's name.</summary>
    public string Describe(string source, string replica) => Kind switch
    {
        SchemaDifferenceKind.Missing => $"The {Item} of {source} is missing on {replica}: somebody dropped it there, or a filter hides it.",
        SchemaDifferenceKind.Extra => $"The {Item} on {replica} is not on {source}: somebody created it on the replica.",
        _ => $"The {Item} differs in {Attribute}: {Value(Source)} on {source}, {Value(Replica)} on {replica}.",
    };

    private string Value(string text)
    {
        var line = text.ReplaceLineEndings(" ").Replace(SchemaSnapshot.Separator.ToString(), ", ", StringComparison.Ordinal);
        if (line.Length <= LongestValue)
            return $"'{line}'";

        // Both begin at the same place, shortly before they part.
        var same = Source.Zip(Replica).TakeWhile(pair => pair.First == pair.Second).Count();
        var start = Math.Clamp(same - (LongestValue / 3), 0, line.Length - LongestValue);
        return $"'{(start > 0 ? "…" : "")}{line.Substring(start, LongestValue)}…'";
    }
}
