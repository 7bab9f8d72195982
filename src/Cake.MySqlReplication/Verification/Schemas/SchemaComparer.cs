namespace Cake.MySqlReplication.Verification.Schemas;

/// <summary>Finds what two servers do not have alike. Pure: both were read before.</summary>
internal static class SchemaComparer
{
    /// <param name="source">What the source has.</param>
    /// <param name="replica">What the replica has.</param>
    /// <param name="mayBeExtra">What else the replica may have: it belongs to another of its sources.</param>
    public static IReadOnlyList<SchemaDifference> Compare(SchemaSnapshot source, SchemaSnapshot replica, Func<SchemaItem, bool> mayBeExtra)
    {
        var missing = source.Items.Keys.Where(item => !replica.Items.ContainsKey(item)).ToHashSet();
        var extra = replica.Items.Keys.Where(item => !source.Items.ContainsKey(item) && !mayBeExtra(item)).ToHashSet();
        return
        [
            .. missing.Where(item => !IsIn(item, missing)).Select(item => new SchemaDifference(item, SchemaDifferenceKind.Missing)),
            .. extra.Where(item => !IsIn(item, extra)).Select(item => new SchemaDifference(item, SchemaDifferenceKind.Extra)),
            .. source.Items.Keys.Where(replica.Items.ContainsKey).SelectMany(item => Changes(item, source, replica)),
        ];
    }

    private static bool IsIn(SchemaItem item, HashSet<SchemaItem> others)
    {
        for (var container = item.Container; container is not null; container = container.Container)
        {
            if (others.Contains(container))
                return true;
        }

        return false;
    }

    private static IEnumerable<SchemaDifference> Changes(SchemaItem item, SchemaSnapshot source, SchemaSnapshot replica)
    {
        var category = SchemaCategory.All.First(category => category.Kind == item.Kind);
        var sameFamily = source.Version.IsMariaDb == replica.Version.IsMariaDb;
        var sameSeries = sameFamily && source.Version.Number.Major == replica.Version.Number.Major && source.Version.Number.Minor == replica.Version.Number.Minor;
        // A view's columns and comment follow from its definition, which versions write each in its own way.
        var isOfView = item.Kind == "column" ? source.IsView(item.Container!) : item.Kind == "table" && source.IsView(item);

        foreach (var attribute in sameSeries ? category.Attributes.Concat(category.SeriesAttributes) : category.Attributes)
        {
            if (!source.Items[item].TryGetValue(attribute, out var own) || !replica.Items[item].TryGetValue(attribute, out var other))
                continue;
            if (isOfView && attribute != "TABLE_TYPE")
                continue;
            var (mine, theirs) = (SchemaValue.Of(attribute, own, source.Version, sameFamily), SchemaValue.Of(attribute, other, replica.Version, sameFamily));
            if (!SchemaValue.AreEqual(attribute, mine, theirs))
                yield return new SchemaDifference(item, SchemaDifferenceKind.Changed, attribute, mine, theirs);
        }
    }
}
