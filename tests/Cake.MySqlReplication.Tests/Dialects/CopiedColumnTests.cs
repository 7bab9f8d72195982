using Cake.MySqlReplication.Dialects;
using Xunit;

namespace Cake.MySqlReplication.Tests.Dialects;

/// <summary>What is sent for a value is exactly what the other server needs to have the same.</summary>
public sealed class CopiedColumnTests
{
    [Theory]
    [InlineData("int", "CAST(`c` AS BINARY)")]
    [InlineData("varchar", "CAST(`c` AS BINARY)")]
    [InlineData("bit", "CAST(`c` AS BINARY)")]
    [InlineData("float", "`c` * 1E0")]
    [InlineData("double", "`c` * 1E0")]
    [InlineData("longblob", "`c`")]
    [InlineData("point", "`c`")]
    [InlineData("json", "CAST(CAST(`c` AS CHAR) AS BINARY)")]
    [InlineData("uuid", "CAST(CAST(`c` AS CHAR) AS BINARY)")]
    public void A_value_is_read_as_bytes(string type, string expression) => Assert.Equal(expression, new CopiedColumn("c", type).Selected);

    [Fact]
    public void Types_that_take_no_bytes_are_loaded_through_a_variable()
    {
        var column = new CopiedColumn("a`b", "json");
        Assert.Equal(("@copied3", "`a``b` = CONVERT(@copied3 USING utf8mb4)"), (column.Target(3), column.Assignment(3)));
        Assert.Equal(("`a``b`", null), (new CopiedColumn("a`b", "text").Target(3), new CopiedColumn("a`b", "text").Assignment(3)));
    }
}
