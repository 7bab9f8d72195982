using Cake.MySqlReplication.Verification;
using Xunit;

namespace Cake.MySqlReplication.Tests.Verification;

public sealed class CatalogTests
{
    private static readonly Catalog Source = new(["a", "empty"], ["a.t", "a.u"]);

    [Fact]
    public void A_replica_that_has_all_lacks_nothing() => Assert.Null(Source.DescribeLack(new Catalog(["a", "empty", "own"], ["a.t", "a.u", "own.t"])));

    [Fact]
    public void An_empty_schema_counts() =>
        Assert.StartsWith("It lacks 1 of the source's schemas, such as empty: ", Source.DescribeLack(new Catalog(["a"], ["a.t", "a.u"])), StringComparison.Ordinal);

    [Fact]
    public void A_missing_table_is_named() =>
        Assert.StartsWith("It lacks 2 of the source's tables, such as a.t: ", Source.DescribeLack(new Catalog(["a", "empty"], [])), StringComparison.Ordinal);

    [Fact]
    public void What_the_source_had_only_before_or_only_after_does_not_count() =>
        Assert.Null(Source.Intersect(new Catalog(["a", "new"], ["a.t", "new.t"])).DescribeLack(new Catalog(["a"], ["a.t"])));
}
