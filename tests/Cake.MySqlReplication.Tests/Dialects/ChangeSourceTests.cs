using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Dialects;

public sealed class ChangeSourceTests
{
    private static readonly BinaryLogPosition Start = new("mysql-bin.000001", BinaryLogPosition.StartOfFile);

    [Fact]
    public void MySQL_8_0_23_and_newer_change_their_source() =>
        Assert.Equal(
            "CHANGE REPLICATION SOURCE TO SOURCE_HOST = 'db_master', SOURCE_PORT = 3306, SOURCE_USER = 'repl', SOURCE_PASSWORD = 'it''s', " +
            "SOURCE_CONNECT_RETRY = 1, SOURCE_RETRY_COUNT = 86400, SOURCE_SSL = 1, GET_SOURCE_PUBLIC_KEY = 1, SOURCE_AUTO_POSITION = 1",
            Change(Some.MySql("8.0.23")));

    [Fact]
    public void Older_ones_change_their_master() =>
        Assert.Equal(
            "CHANGE MASTER TO MASTER_HOST = 'db_master', MASTER_PORT = 3306, MASTER_USER = 'repl', MASTER_PASSWORD = 'it''s', " +
            "MASTER_CONNECT_RETRY = 1, MASTER_RETRY_COUNT = 86400, MASTER_SSL = 1, MASTER_AUTO_POSITION = 1",
            Change(Some.MySql56));

    [Fact]
    public void MariaDB_changes_its_master_and_knows_neither_a_retry_count_nor_automatic_positions() =>
        Assert.Equal(
            "CHANGE MASTER TO MASTER_HOST = 'db_master', MASTER_PORT = 3306, MASTER_USER = 'repl', MASTER_PASSWORD = 'it''s', " +
            "MASTER_CONNECT_RETRY = 1, MASTER_SSL = 1, MASTER_SSL_VERIFY_SERVER_CERT = 0, MASTER_USE_GTID = slave_pos",
            Change(Some.MariaDb1011));

    [Fact]
    public void By_file_the_position_is_named_and_GTIDs_are_turned_off_since_the_servers_refuse_both_at_once()
    {
        Assert.EndsWith(
            "SOURCE_AUTO_POSITION = 0, SOURCE_LOG_FILE = 'mysql-bin.000001', SOURCE_LOG_POS = 4", Change(Some.MySql97, Start), StringComparison.Ordinal);
        Assert.EndsWith(
            "MASTER_AUTO_POSITION = 0, MASTER_LOG_FILE = 'mysql-bin.000001', MASTER_LOG_POS = 4", Change(Some.MySql56, Start), StringComparison.Ordinal);
        Assert.EndsWith(
            "MASTER_LOG_FILE = 'mysql-bin.000001', MASTER_LOG_POS = 4, MASTER_USE_GTID = no", Change(Some.MariaDb1011, Start), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8.0.4", "GET_MASTER_PUBLIC_KEY = 1")]
    [InlineData("8.0.22", "GET_MASTER_PUBLIC_KEY = 1")]
    [InlineData("9.7.4", "GET_SOURCE_PUBLIC_KEY = 1")]
    public void The_sources_public_key_is_asked_for_where_it_can_be(string version, string part) =>
        Assert.Contains(part, Change(Some.MySql(version)));

    [Theory]
    [InlineData("5.6.24")]
    [InlineData("5.7.44")]
    public void Elsewhere_it_is_not(string version) => Assert.DoesNotContain("PUBLIC_KEY", Change(Some.MySql(version)));

    [Fact]
    public void TLS_is_asked_for_just_where_the_source_has_it()
    {
        Assert.All([Some.MySql97, Some.MySql("8.0.22"), Some.MySql("5.7.44"), Some.MySql56, Some.MariaDb1011, Some.MariaDb("11.8.3")], version =>
        {
            Assert.Contains("_SSL = 1", Change(version, hasTls: true));
            Assert.Contains("_SSL = 0", Change(version, hasTls: false));
        });
    }

    [Fact]
    public void A_delay_is_told_in_whole_seconds()
    {
        var endpoint = new SourceEndpoint("h", 1, "u", new Secret("p"), HasTls: true) { Delay = TimeSpan.FromSeconds(90.6) };

        Assert.Contains("SOURCE_DELAY = 90,", Dialect.For(Some.MySql97).ChangeSource(endpoint, null, channel: ""));
        Assert.Contains("MASTER_DELAY = 90,", Dialect.For(Some.MySql56).ChangeSource(endpoint, null, channel: ""));
        Assert.Contains("MASTER_DELAY = 90,", Dialect.For(Some.MariaDb1011).ChangeSource(endpoint, null, channel: ""));
    }

    [Theory]
    [InlineData("9.7.4", " FOR CHANNEL 'c'")]
    [InlineData("5.7.44", " FOR CHANNEL 'c'")]
    public void A_channel_is_named_at_the_end(string version, string end) =>
        Assert.EndsWith(end, Dialect.For(Some.MySql(version)).ChangeSource(new SourceEndpoint("h", 1, "u", new Secret("p"), HasTls: true), null, channel: "c"));

    [Fact]
    public void Hostile_names_and_passwords_stay_within_their_quotes()
    {
        var endpoint = new SourceEndpoint("h'", 1, "u\\", new Secret("', MASTER_HOST = 'evil"), HasTls: false);

        var statement = Dialect.For(Some.MariaDb1011).ChangeSource(endpoint, null, channel: "");

        Assert.Contains("MASTER_HOST = 'h''', ", statement);
        Assert.Contains("MASTER_USER = 'u\\\\', ", statement);
        Assert.Contains("MASTER_PASSWORD = ''', MASTER_HOST = ''evil', ", statement);
    }

    private static string Change(ServerVersion version, BinaryLogPosition? start = null, bool hasTls = true) =>
        Dialect.For(version).ChangeSource(new SourceEndpoint("db_master", 3306, "repl", new Secret("it's"), hasTls), start, channel: "");
}
