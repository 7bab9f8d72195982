using Cake.MySqlReplication.IntegrationTests.Support;
using MySqlConnector;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Growth;

public sealed class MySql56GrownByGtidTests(MySql56GrownByGtid grown) : GrownTests<MySql56GrownByGtid>(grown);

public sealed class MySql56GrownByFileTests(MySql56GrownByFile grown) : GrownTests<MySql56GrownByFile>(grown);

public sealed class MariaDb1011GrownByGtidTests(MariaDb1011GrownByGtid grown) : GrownTests<MariaDb1011GrownByGtid>(grown);

public sealed class MariaDb1011GrownByFileTests(MariaDb1011GrownByFile grown) : GrownTests<MariaDb1011GrownByFile>(grown);

public sealed class MySql97GrownByGtidTests(MySql97GrownByGtid grown) : GrownTests<MySql97GrownByGtid>(grown)
{
    [Fact]
    public async Task A_source_with_tables_that_are_not_cloned_is_copied_by_statements()
    {
        await Client.ExecuteAsync(Grown.Source, "CREATE TABLE written.old (id INT PRIMARY KEY) ENGINE = MyISAM; INSERT INTO written.old VALUES (1), (2)");

        var added = await Grown.Topology.AddReplicaAsync(TestContext.Current.CancellationToken);

        Assert.Equal("slave3", added.Name);
        Assert.Contains("is copied by statements, not by CLONE: it would leave written.old empty", Grown.Sandbox.Context.LogText, StringComparison.Ordinal);
        Assert.Equal("2", await Client.ScalarAsync(added, "SELECT COUNT(*) FROM written.old"));
        await AssertSameRowsAsync(added);
        await AssertSameGrantsAsync(added);
        await AssertEventsAreDisabledAsync(added);
        (await Grown.Topology.VerifySyncAsync(TestContext.Current.CancellationToken)).ThrowUnlessInSync();
    }

    [Fact]
    public async Task The_clone_plugin_is_where_it_was_before()
    {
        foreach (var server in new[] { Grown.Source, Grown.Added })
            Assert.Equal("0", await Client.ScalarAsync(server, "SELECT COUNT(*) FROM information_schema.PLUGINS WHERE PLUGIN_NAME = 'clone'"));
    }
}

public sealed class MySql56GrownInContainersTests(MySql56GrownInContainers grown) : GrownTests<MySql56GrownInContainers>(grown);

public sealed class MariaDb1011GrownInContainersTests(MariaDb1011GrownInContainers grown) : GrownTests<MariaDb1011GrownInContainers>(grown);

public sealed class MySql97GrownInContainersTests(MySql97GrownInContainers grown) : GrownTests<MySql97GrownInContainers>(grown);

/// <summary>What holds of every replica that was added to a live source.</summary>
public abstract class GrownTests<TGrown> : IClassFixture<TGrown>
    where TGrown : GrownFixture
{
    protected GrownTests(TGrown grown)
    {
        Assert.SkipWhen(grown.Obstacle is not null, grown.Obstacle ?? "");
        Grown = grown;
    }

    protected TGrown Grown { get; }

    [Fact]
    public async Task Every_row_that_was_acknowledged_meanwhile_is_there_once()
    {
        foreach (var (table, rows, before) in Grown.Written)
        {
            Assert.True(rows > before, $"{table} was hardly written to: {before} rows before, {rows} after");
            Assert.Equal($"{rows} {rows} {rows}", await Client.ScalarAsync(Grown.Added, $"SELECT CAST(CONCAT(COUNT(*), ' ', COUNT(DISTINCT id), ' ', MAX(id)) AS CHAR) FROM {table}"));
            Assert.Equal(await ChecksumAsync(Grown.Source, table), await ChecksumAsync(Grown.Added, table));
        }
    }

    [Fact]
    public Task Rows_of_all_types_are_as_they_were() => AssertSameRowsAsync(Grown.Added);

    [Theory]
    [InlineData("ROUTINES", "CONCAT_WS('|', ROUTINE_NAME, DEFINER, SQL_MODE, ROUTINE_COMMENT, ROUTINE_DEFINITION, CHARACTER_SET_CLIENT, COLLATION_CONNECTION)", "ROUTINE_SCHEMA")]
    [InlineData("TRIGGERS", "CONCAT_WS('|', TRIGGER_NAME, DEFINER, SQL_MODE, ACTION_STATEMENT, CHARACTER_SET_CLIENT)", "TRIGGER_SCHEMA")]
    [InlineData("VIEWS", "CONCAT_WS('|', TABLE_NAME, DEFINER, VIEW_DEFINITION, CHARACTER_SET_CLIENT)", "TABLE_SCHEMA")]
    [InlineData("EVENTS", "CONCAT_WS('|', EVENT_NAME, DEFINER, SQL_MODE, EVENT_DEFINITION, EVENT_COMMENT, INTERVAL_VALUE, TIME_ZONE)", "EVENT_SCHEMA")]
    [InlineData("STATISTICS", "CONCAT_WS('|', TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX, COLUMN_NAME, INDEX_TYPE)", "TABLE_SCHEMA")]
    [InlineData("COLUMNS", "CONCAT_WS('|', TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, COLUMN_DEFAULT, EXTRA, COLLATION_NAME)", "TABLE_SCHEMA")]
    public async Task Definitions_are_as_they_were(string view, string definition, string schema)
    {
        var query = $"SET SESSION group_concat_max_len = 1000000; SELECT GROUP_CONCAT({definition} ORDER BY 1 SEPARATOR '\\n') FROM information_schema.{view} WHERE {schema} LIKE 'awk%'";
        var expected = await Client.ScalarAsync(Grown.Source, query);
        Assert.NotEmpty(expected!);
        Assert.Equal(expected, await Client.ScalarAsync(Grown.Added, query));
    }

    [Fact]
    public Task Accounts_may_do_what_they_might() => AssertSameGrantsAsync(Grown.Added);

    [Fact]
    public async Task An_application_connects_with_its_password()
    {
        var builder = new MySqlConnectionStringBuilder(Grown.Added.GetConnectionString()) { UserID = "app", Password = "it's \\ secret", Pooling = false };
        await using var connection = new MySqlConnection(builder.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new MySqlCommand($"SELECT COUNT(*) FROM {AwkwardData.Schema}.parent", connection);
        Assert.Equal(2L, Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task Events_are_executed_on_the_source_alone() => AssertEventsAreDisabledAsync(Grown.Added);

    [Fact]
    public async Task It_has_an_identity_of_its_own()
    {
        Assert.Equal("slave2", Grown.Added.Name);
        Assert.Equal("3", await Client.ScalarAsync(Grown.Added, "SELECT @@GLOBAL.server_id"));
        Assert.Equal(3, Grown.Topology.Servers.Take(3).Select(server => server.Port).Distinct().Count());
        if (Grown.Server == TestServer.MariaDb1011)
            return;
        var identities = await Task.WhenAll(Grown.Topology.Servers.Take(3).Select(server => Client.ScalarAsync(server, "SELECT @@GLOBAL.server_uuid")));
        Assert.Equal(3, identities.Distinct().Count());
    }

    [Fact]
    public async Task It_is_protected_as_other_replicas_are()
    {
        var other = Grown.Topology.Servers[1];
        foreach (var variable in new[] { "read_only", "event_scheduler", "local_infile", "gtid_strict_mode", "super_read_only" })
        {
            var query = $"SHOW GLOBAL VARIABLES LIKE '{variable}'";
            if (await Client.CountAsync(other, query, _ => true) == 1)
                Assert.Equal(await Client.ColumnAsync(other, query, "Value"), await Client.ColumnAsync(Grown.Added, query, "Value"));
        }
    }

    [Fact]
    public async Task Whoever_asks_again_finds_it_and_asks_for_nothing_else()
    {
        foreach (var settings in new[] { Grown.Settings, Grown.Settings with { Replicas = Grown.Topology.Servers.Count - 1 } })
        {
            var again = await Grown.Sandbox.StartAsync(settings);
            Assert.Equal(Grown.Topology.Servers.Select(server => server.Name), again.Servers.Select(server => server.Name));
        }

        var exception = await Assert.ThrowsAsync<MySqlReplicationException>(() => Grown.Sandbox.StartAsync(Grown.Settings with { Replicas = 7 }));
        Assert.Contains("--replicas: 1 then, 7 now", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_in_the_result_files()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Grown.Sandbox.Base, "mysql-replication.env"), TestContext.Current.CancellationToken);
        Assert.Contains($"MYSQL_REPLICA_2_PORT='{Grown.Added.Port}'", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_tells_bytes_and_rate_and_no_password()
    {
        Assert.Matches(@"slave2: [0-9.]+ MB copied by (CLONE|statements) in [0-9.]+ s, [0-9.]+ MB/s\.", Grown.Sandbox.Context.LogText);
        Assert.DoesNotContain(Grown.Source.Password.Reveal(), Grown.Sandbox.Context.LogText, StringComparison.Ordinal);
    }

    protected async Task AssertSameRowsAsync(RunningServer added)
    {
        foreach (var table in AwkwardData.Tables(Grown.Server))
            Assert.Equal($"{table} {await ChecksumAsync(Grown.Source, table)}", $"{table} {await ChecksumAsync(added, table)}");
        if (Grown.Server == TestServer.MariaDb1011)
            Assert.Equal(await NextNumberAsync(Grown.Source), await NextNumberAsync(added));
    }

    protected async Task AssertSameGrantsAsync(RunningServer added)
    {
        const string Query = "SELECT GROUP_CONCAT(CONCAT(User, '@', Host) ORDER BY 1) FROM mysql.user";
        Assert.Equal(await Client.ScalarAsync(Grown.Source, Query), await Client.ScalarAsync(added, Query));
        foreach (var account in new[] { "'app'@'%'", "'narrow'@'localhost'", "'repl'@'%'" }.Concat(Grown.Server == TestServer.MySql56 ? [] : ["readers"]))
            Assert.Equal(await GrantsAsync(Grown.Source, account), await GrantsAsync(added, account));
    }

    protected static async Task AssertEventsAreDisabledAsync(RunningServer added)
    {
        const string States = "SELECT GROUP_CONCAT(DISTINCT STATUS) FROM information_schema.EVENTS WHERE EVENT_SCHEMA LIKE 'awk%'";
        Assert.Contains(await Client.ScalarAsync(added, States), new[] { "SLAVESIDE_DISABLED", "REPLICA_SIDE_DISABLED" });
    }

    private static async Task<string> GrantsAsync(RunningServer server, string account)
    {
        var grants = new List<string?>();
        await Client.CountAsync(server, $"SHOW GRANTS FOR {account}", row =>
        {
            grants.Add(row.Values.First());
            return true;
        });
        return string.Join('\n', grants.Order(StringComparer.Ordinal));
    }

    private static Task<string?> NextNumberAsync(RunningServer server) =>
        Client.ScalarAsync(server, $"SELECT next_not_cached_value FROM {AwkwardData.Schema}.numbers");

    private static Task<string?> ChecksumAsync(RunningServer server, string table) => Client.ColumnAsync(server, $"CHECKSUM TABLE {table}", "Checksum");
}
