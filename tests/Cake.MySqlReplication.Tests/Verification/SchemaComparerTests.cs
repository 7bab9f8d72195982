using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Cake.MySqlReplication.Verification.Schemas;
using Xunit;

namespace Cake.MySqlReplication.Tests.Verification;

public sealed class SchemaComparerTests
{
    private static readonly SchemaItem Schema = new("schema", "d", null, "d");
    private static readonly SchemaItem Table = new("table", "d", null, "t");
    private static readonly SchemaItem Column = new("column", "d", "t", "c");

    [Fact]
    public void Equal_schemas_do_not_differ() => Assert.Empty(Compare(Snapshot(Some.MySql97), Snapshot(Some.MySql97)));

    [Fact]
    public void What_is_missing_is_told_once_and_not_again_for_what_lies_in_it() =>
        Assert.Equal(
            "The schema d of master is missing on slave: somebody dropped it there, or a filter hides it.",
            Assert.Single(Compare(Snapshot(Some.MySql97), new SchemaSnapshot(Some.MySql97, new Dictionary<SchemaItem, IReadOnlyDictionary<string, string?>>()))).Describe("master", "slave"));

    [Fact]
    public void What_is_too_much_is_told_unless_another_source_has_it()
    {
        var none = new SchemaSnapshot(Some.MySql97, new Dictionary<SchemaItem, IReadOnlyDictionary<string, string?>>());

        Assert.Equal(
            "The schema d on slave is not on master: somebody created it on the replica.",
            Assert.Single(SchemaComparer.Compare(none, Snapshot(Some.MySql97), _ => false)).Describe("master", "slave"));
        Assert.Empty(SchemaComparer.Compare(none, Snapshot(Some.MySql97), item => item.Schema == "d"));
    }

    [Theory]
    [InlineData("COLUMN_TYPE", "int(11)", "int")]
    [InlineData("COLUMN_TYPE", "bigint(20) unsigned", "bigint unsigned")]
    [InlineData("COLUMN_TYPE", "year(4)", "year")]
    [InlineData("CHARACTER_SET_NAME", "utf8", "utf8mb3")]
    [InlineData("COLLATION_NAME", "utf8_general_ci", "utf8mb3_general_ci")]
    [InlineData("EXTRA", "on update CURRENT_TIMESTAMP", "DEFAULT_GENERATED on update CURRENT_TIMESTAMP")]
    [InlineData("COLUMN_COMMENT", null, "")]
    public void What_versions_write_in_their_own_way_does_not_differ(string attribute, string? old, string now) =>
        Assert.Empty(Compare(Snapshot(Some.MySql56, attribute, old), Snapshot(Some.MySql97, attribute, now)));

    [Theory]
    [InlineData("'it''s'", "it's")]
    [InlineData("NULL", null)]
    [InlineData("current_timestamp()", "CURRENT_TIMESTAMP")]
    [InlineData("current_timestamp(3)", "CURRENT_TIMESTAMP(3)")]
    public void Defaults_of_the_other_family_are_read_as_they_are_meant(string maria, string? mysql) =>
        Assert.Empty(Compare(Snapshot(Some.MariaDb1011, "COLUMN_DEFAULT", maria), Snapshot(Some.MySql97, "COLUMN_DEFAULT", mysql)));

    [Theory]
    [InlineData("COLUMN_TYPE", "int(5) unsigned zerofill", "int(6) unsigned zerofill")]
    [InlineData("COLUMN_TYPE", "varchar(10)", "varchar(11)")]
    [InlineData("COLUMN_DEFAULT", null, "")]
    [InlineData("COLLATION_NAME", "utf8_general_ci", "utf8mb4_general_ci")]
    [InlineData("EXTRA", "", "INVISIBLE")]
    public void What_means_something_else_differs(string attribute, string? source, string replica)
    {
        var difference = Assert.Single(Compare(Snapshot(Some.MySql97, attribute, source), Snapshot(Some.MySql97, attribute, replica)));

        Assert.StartsWith($"The column d.t.c differs in {attribute}: ", difference.Describe("master", "slave"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_one_series_can_tell_is_compared_within_a_series_only()
    {
        Assert.Empty(Compare(Snapshot(Some.MySql56, "GENERATION_EXPRESSION", "a+1"), Snapshot(Some.MySql97, "GENERATION_EXPRESSION", "(`a` + 1)")));
        Assert.Single(Compare(Snapshot(Some.MySql("9.7.3"), "GENERATION_EXPRESSION", "a+1"), Snapshot(Some.MySql97, "GENERATION_EXPRESSION", "(`a` + 1)")));
    }

    [Theory]
    [InlineData("ENABLED", "SLAVESIDE_DISABLED", true)]
    [InlineData("DISABLED", "REPLICA_SIDE_DISABLED", true)]
    [InlineData("SLAVESIDE_DISABLED", "REPLICA_SIDE_DISABLED", true)]
    [InlineData("ENABLED", "ENABLED", true)]
    [InlineData("ENABLED", "DISABLED", false)]
    public void An_event_may_be_disabled_by_replication(string source, string replica, bool isEqual) => Assert.Equal(isEqual, SchemaValue.AreEqual("STATUS", source, replica));

    [Fact]
    public void Of_long_texts_the_part_is_shown_where_they_differ()
    {
        var difference = new SchemaDifference(
            new SchemaItem("routine", "d", "PROCEDURE", "p"), SchemaDifferenceKind.Changed, "ROUTINE_DEFINITION", new string('x', 200) + "one\nend", new string('x', 200) + "two\nend");

        var told = difference.Describe("master", "slave");

        Assert.StartsWith("The procedure d.p differs in ROUTINE_DEFINITION: '…xxx", told, StringComparison.Ordinal);
        Assert.Contains("xone end", told, StringComparison.Ordinal);
        Assert.Contains("xtwo end", told, StringComparison.Ordinal);
        Assert.True(told.Length < 250, told);
    }

    private static IReadOnlyList<SchemaDifference> Compare(SchemaSnapshot source, SchemaSnapshot replica) => SchemaComparer.Compare(source, replica, _ => false);

    private static SchemaSnapshot Snapshot(ServerVersion version, string attribute = "COLUMN_TYPE", string? value = "int") => new(version, new Dictionary<SchemaItem, IReadOnlyDictionary<string, string?>>
    {
        [Schema] = new Dictionary<string, string?>(),
        [Table] = new Dictionary<string, string?> { ["TABLE_TYPE"] = "BASE TABLE" },
        [Column] = new Dictionary<string, string?> { [attribute] = value },
    });
}
