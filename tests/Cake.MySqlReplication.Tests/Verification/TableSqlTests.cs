using Cake.MySqlReplication.Verification.Rows;
using Xunit;

namespace Cake.MySqlReplication.Tests.Verification;

public sealed class TableSqlTests
{
    private static readonly TableColumn Id = new("id", "int", "", IsNullable: false);
    private static readonly TableColumn Code = new("co`de", "varchar", "latin1", IsNullable: false);
    private static readonly TableColumn Note = new("note", "text", "utf8mb4", IsNullable: true);

    [Fact]
    public void A_row_is_hashed_by_its_key_and_by_the_rest() =>
        Assert.Equal(
            "(CRC32(`id`) | 1) * ((CRC32(`co``de`) ^ (IFNULL(CRC32(`note`), 4294967296) << 7)) MOD 4294967291 + 1)",
            Sql([Id, Code, Note], [Id]).Hash);

    [Fact]
    public void A_row_that_is_all_key_is_hashed_by_it_twice() => Assert.Equal("(CRC32(`id`) | 1) * (CRC32(`id`) | 1)", Sql([Id], [Id]).Hash);

    [Fact]
    public void A_single_value_that_may_be_NULL_stays_within_32_bits() =>
        Assert.Equal("(CRC32(`id`) | 1) * ((IFNULL(CRC32(`note`), 4294967296)) MOD 4294967291 + 1)", Sql([Id, Note], [Id]).Hash);

    [Fact]
    public void However_many_columns_there_are_no_two_are_shifted_alike_within_a_group()
    {
        var hash = Sql([Id, .. Enumerable.Range(0, 40).Select(number => new TableColumn($"c{number}", "int", "", IsNullable: false))], [Id]).Hash;

        var groups = hash.Split("MOD 4294967291)").Select(group => System.Text.RegularExpressions.Regex.Matches(group, @"c\d+`\) << (\d+)").Select(match => match.Groups[1].Value).ToList()).ToList();
        Assert.Equal([30, 8], groups.Take(2).Select(group => group.Count));
        Assert.All(groups, group => Assert.Equal(group.Distinct(), group));
        Assert.EndsWith(" << 7)) MOD 4294967291 + 1)", hash, StringComparison.Ordinal);
    }

    [Fact]
    public void A_range_of_a_single_key_is_compared_with_it_alone() =>
        Assert.EndsWith(" FROM `d`.`t` FORCE INDEX (`PRIMARY`) WHERE `id` BETWEEN 6 AND 10", Sql([Id, Note], [Id]).Chunk(new KeyRange(["5"], ["10"])), StringComparison.Ordinal);

    [Theory]
    [InlineData("-7", "-3", "BETWEEN -6 AND -3")]
    [InlineData("5", "9223372036854775807", "BETWEEN 6 AND 9223372036854775807")]
    [InlineData("5", "9223372036854775808", "> 5 AND `id` <= 9223372036854775808")]
    [InlineData("18446744073709551614", "18446744073709551615", "> 18446744073709551614 AND `id` <= 18446744073709551615")]
    public void Old_servers_know_no_large_numbers_between_others(string after, string last, string expected) =>
        Assert.EndsWith($" WHERE `id` {expected}", Sql([Id, Note], [Id]).Chunk(new KeyRange([after], [last])), StringComparison.Ordinal);

    [Fact]
    public void A_range_of_a_composed_key_is_compared_column_by_column() =>
        Assert.EndsWith(
            " WHERE (`id` >= 5 AND ((`id` > 5) OR (`id` = 5 AND `co``de` > _latin1 X'41'))) AND (`id` <= 7 AND ((`id` < 7) OR (`id` = 7 AND `co``de` <= _latin1 X'42')))",
            Sql([Id, Code], [Id, Code]).Chunk(new KeyRange(["5", "41"], ["7", "42"])),
            StringComparison.Ordinal);

    [Fact]
    public void A_table_without_a_key_is_summed_up_as_a_whole() =>
        Assert.StartsWith("SELECT 3 AS t, COUNT(*) AS n, CAST(SUM((CRC32(", Sql([Id, Note], []).First(3, 1000), StringComparison.Ordinal);

    [Theory]
    [InlineData("int", "CRC32(`c`)")]
    [InlineData("float", "CRC32(POINT(`c`, 0))")]
    [InlineData("double", "CRC32(POINT(`c`, 0))")]
    [InlineData("bit", "CRC32(CAST(`c` AS UNSIGNED))")]
    [InlineData("enum", "CRC32(CAST(`c` AS UNSIGNED))")]
    [InlineData("varchar", "CRC32(`c`)")]
    [InlineData("longblob", "CRC32(`c`)")]
    [InlineData("json", "CRC32(`c`)")]
    [InlineData("polygon", "CRC32(HEX(`c`))")]
    [InlineData("of the future", "CRC32(HEX(`c`))")]
    public void Values_are_told_apart_exactly(string type, string expected) =>
        Assert.Equal(expected, new TableColumn("c", type, "", IsNullable: false).Checksum);

    [Theory]
    [InlineData("varchar", "utf8mb3", "C3A9", "_utf8 X'C3A9'", "0xC3A9")]
    [InlineData("varchar", "latin1", "", "_latin1 X''", "''")]
    [InlineData("char", "ascii", "6162", "_ascii X'6162'", "'ab'")]
    [InlineData("binary", "", "00FF", "X'00FF'", "0x00FF")]
    [InlineData("bigint", "", "-5", "-5", "-5")]
    [InlineData("datetime", "", "0000-00-00 00:00:00", "'0000-00-00 00:00:00'", "0000-00-00 00:00:00")]
    public void A_keys_value_is_written_exactly_for_servers_and_readably_for_people(string type, string characterSet, string text, string literal, string shown)
    {
        var column = new TableColumn("c", type, characterSet, IsNullable: false);

        Assert.Equal((literal, shown), (column.Literal(text), column.Show(text)));
    }

    [Fact]
    public void Ranges_are_told_in_words()
    {
        Assert.Equal("any id", KeyRange.All.Describe([Id]));
        Assert.Equal("id after 5", new KeyRange(["5"], null).Describe([Id]));
        Assert.Equal("(id, co`de) after (5, 'A') and up to (7, 'B')", new KeyRange(["5", "41"], ["7", "42"]).Describe([Id, Code]));
        Assert.Equal("all rows", KeyRange.All.Describe([]));
    }

    private static TableSql Sql(IReadOnlyList<TableColumn> columns, IReadOnlyList<TableColumn> key) =>
        new(new TableShape("d", "t", IsTransactional: true, columns, key.Count > 0 ? "PRIMARY" : null, key));
}
