using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.Tests.Settings;

public sealed class TableFilterTests
{
    [Theory]
    [InlineData("shop.orders", true)]
    [InlineData("workshop.orders", false)]
    [InlineData("archive.y2024", true)]
    [InlineData("archive.x2024", false)]
    public void A_table_passes_that_is_asked_for(string table, bool passes)
    {
        var filter = new TableFilter(["shop", "archive.y____"], []);

        Assert.Equal(passes, filter.Passes(table.Split('.')[0], table.Split('.')[1]));
    }

    [Theory]
    [InlineData("shop.audit_log", false)]
    [InlineData("shop.auditlog", true)]
    [InlineData("logs.any", false)]
    public void A_table_passes_that_is_not_ignored(string table, bool passes) =>
        Assert.Equal(passes, new TableFilter([], ["%.%\\_log", "logs"]).Passes(table.Split('.')[0], table.Split('.')[1]));

    [Fact]
    public void Without_patterns_everything_passes()
    {
        var filter = new TableFilter([], []);

        Assert.True(filter.Passes("any", "table"));
        Assert.True(filter.PassesSchema("any"));
    }

    [Theory]
    [InlineData("shop", true)]
    [InlineData("archive", false)]
    public void A_schema_passes_only_by_patterns_for_all_of_its_tables(string schema, bool passes) =>
        Assert.Equal(passes, new TableFilter(["shop", "archive.y____"], []).PassesSchema(schema));

    [Theory]
    [InlineData("shop", true)]
    [InlineData("shop.%", true)]
    [InlineData("my shop", false)]
    [InlineData("a.b.c", false)]
    [InlineData("a.", false)]
    [InlineData("'x'", false)]
    [InlineData("", false)]
    public void A_pattern_is_a_schema_or_a_table_without_blanks_and_quotes(string text, bool isPattern) => Assert.Equal(isPattern, TableFilter.IsPattern(text));
}
