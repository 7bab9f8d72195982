using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Verification;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Verification;

/// <summary>The full verification where a topology is more than a source and its replica, and where versions differ.</summary>
public sealed class FullVerificationTests : IAsyncDisposable
{
    private const string MySql97 = "Process mysql-9.7";
    private const string MySql56 = "Process mysql-5.6";
    private const string MariaDb = "Process mariadb-10.11";

    private readonly Sandbox _sandbox = new();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData(MariaDb, Positioning.Gtid)]
    [InlineData(MySql97, Positioning.Gtid)]
    [InlineData(MySql56, Positioning.File)]
    public async Task In_a_ring_each_server_is_compared_with_the_one_that_it_follows(string place, Positioning positioning)
    {
        var topology = await StartAsync(place, settings => settings with { Topology = TopologyShape.SourceSource, Positioning = positioning });
        var (one, other) = (topology.Servers[0], topology.Servers[1]);
        await FillAsync(one, "shop");
        (await topology.VerifySyncAsync(Token)).ThrowUnlessInSync();
        await Client.ExecuteAsync(other, "INSERT INTO shop.orders (v) VALUES (77)");
        await UnderLoadAsync(one, async () => Assert.All(
            (await InSyncAsync(topology)).Replicas, link => Assert.Contains("rows in", DataOf(link).Detail, StringComparison.Ordinal)));

        await BehindReplicationAsync(other, "UPDATE shop.orders SET v = -1 WHERE id = 1");

        var report = await topology.VerifySyncAsync(Token);
        Assert.Contains($"v is '1' on {one.Name}, '-1' on {other.Name}", Rows(report, other.Name), StringComparison.Ordinal);
        Assert.Contains($"v is '-1' on {other.Name}, '1' on {one.Name}", Rows(report, one.Name), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MariaDb)]
    [InlineData(MySql97)]
    public async Task A_replica_of_several_sources_is_compared_with_each_by_what_came_from_there(string place)
    {
        var topology = await StartAsync(place, settings => settings with { Topology = TopologyShape.FanIn, Positioning = Positioning.Gtid });
        var (one, other, replica) = (topology.Servers[0], topology.Servers[1], topology.Servers[2]);
        await FillAsync(one, "shop");
        await FillAsync(other, "stock");
        foreach (var source in new[] { one, other })
        {
            await Client.ExecuteAsync(source, "CREATE DATABASE IF NOT EXISTS both_of_them; CREATE TABLE IF NOT EXISTS both_of_them.notes (author VARCHAR(20) PRIMARY KEY)");
            (await topology.VerifySyncAsync(Token)).ThrowUnlessInSync();
            await Client.ExecuteAsync(source, $"INSERT INTO both_of_them.notes VALUES ('{source.Name}')");
        }

        await UnderLoadAsync(one, async () => Assert.All(
            (await InSyncAsync(topology)).Replicas, link => Assert.Contains("without 1 that several sources fill", DataOf(link).Detail, StringComparison.Ordinal)));

        await BehindReplicationAsync(replica, "UPDATE stock.orders SET v = -1 WHERE id = 2; DELETE FROM stock.orders WHERE id = 5; CREATE TABLE shop.own (id INT PRIMARY KEY)");

        var report = await topology.VerifySyncAsync(Token);
        var ofOther = report.Replicas.Single(link => link.Source == other.Name);
        Assert.Contains($"v is '2' on {other.Name}, '-1' on {replica.Name}", ofOther.Problems[^1], StringComparison.Ordinal);
        Assert.Contains($"id = 5 is missing on {replica.Name}", ofOther.Problems[^1], StringComparison.Ordinal);
        // Nobody's table is told of by each.
        Assert.All(report.Replicas, link => Assert.Contains($"The table shop.own on {replica.Name} is not on {link.Source}", link.Problems[0], StringComparison.Ordinal));
        Assert.True(DataOf(report.Replicas.Single(link => link.Source == one.Name)).Passed);
    }

    [Fact]
    public async Task In_a_chain_the_link_is_named_where_rows_went_astray_and_filters_are_minded()
    {
        var topology = await StartAsync(MySql56, settings => settings with
        {
            Topology = TopologyShape.Chain, Replicas = 2, Positioning = Positioning.File, ReplicateIgnore = ["shop.audit"],
        });
        var (source, middle, last) = (topology.Servers[0], topology.Servers[1], topology.Servers[2]);
        await FillAsync(source, "shop");
        await Client.ExecuteAsync(source, "CREATE TABLE shop.audit (id INT PRIMARY KEY); INSERT INTO shop.audit VALUES (1)");
        await UnderLoadAsync(source, () => InSyncAsync(topology));

        await BehindReplicationAsync(last, "DELETE FROM shop.orders WHERE id = 3");
        var report = await topology.VerifySyncAsync(Token);
        Assert.Empty(report.Replicas[0].Problems);
        Assert.Contains($"id = 3 is missing on {last.Name}", Rows(report, last.Name), StringComparison.Ordinal);

        await BehindReplicationAsync(middle, "DELETE FROM shop.orders WHERE id = 3");
        report = await topology.VerifySyncAsync(Token);
        Assert.Contains($"id = 3 is missing on {middle.Name}", Rows(report, middle.Name), StringComparison.Ordinal);
        Assert.Empty(report.Replicas[1].Problems);
    }

    [Theory]
    [InlineData(MySql56, MySql97)]
    [InlineData(MariaDb, "Process mariadb-11.8")]
    public async Task Versions_agree_on_what_is_equal_and_on_what_is_not(string older, string newer)
    {
        var replicaSettings = TestPlace.Named(newer).SettingsOrSkip(_sandbox);
        var topology = await StartAsync(older, settings => settings with
        {
            Choices = [new ServerChoice("slave") { Program = replicaSettings.Server, Version = replicaSettings.ServerVersion }],
        });
        var (source, replica) = (topology.Servers[0], topology.Servers[1]);
        await Client.ExecuteAsync(source, MutationFixture.Everything);
        await UnderLoadAsync(source, () => InSyncAsync(topology));

        await BehindReplicationAsync(
            replica,
            "UPDATE m.types SET d = 0.30000000000000004, f = 16777215, latin = _latin1 X'E8', t = '-100:00:01' WHERE id = 2; DELETE FROM m.nokey WHERE a = 2 LIMIT 1; " +
            "UPDATE m.big SET v = 30 - v + 40 WHERE id IN (3, 4)");

        var report = await topology.VerifySyncAsync(Token);
        var told = string.Join('\n', report.Replicas[0].Problems);
        Assert.Equal(["big", "nokey", "types"], report.Replicas[0].Differences.Select(difference => difference.Table).Order());
        Assert.Contains("id = 3: v is '30' on master, '40' on slave", told, StringComparison.Ordinal);
        Assert.All(["f is ", "d is ", "t is ", "latin is "], column => Assert.Contains(column, told, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(MySql97)]
    [InlineData(MySql56)]
    [InlineData(MariaDb)]
    public async Task A_long_table_is_compared_in_parts(string place)
    {
        const string Digits = "(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)";
        var topology = await StartAsync(place, settings => settings);
        var (source, replica) = (topology.Servers[0], topology.Servers[1]);
        await Client.ExecuteAsync(
            source,
            "CREATE DATABASE shop; CREATE TABLE shop.ten (d INT PRIMARY KEY); CREATE TABLE shop.orders (id INT PRIMARY KEY, v INT); " +
            $"INSERT INTO shop.ten SELECT d FROM {Digits} AS digits; " +
            "INSERT INTO shop.orders SELECT 1 + a.d + 10 * b.d + 100 * c.d + 1000 * d.d + 10000 * e.d + 100000 * f.d, a.d " +
            "FROM shop.ten a, shop.ten b, shop.ten c, shop.ten d, shop.ten e, shop.ten f WHERE f.d < 2; " +
            "CREATE TABLE shop.large (id BIGINT UNSIGNED PRIMARY KEY, v INT); CREATE TABLE shop.small (id BIGINT PRIMARY KEY, v INT); " +
            $"INSERT INTO shop.large SELECT 18446744073709551615 - (id - 1) * 6148914691236517.0, v FROM shop.orders WHERE id <= 3000; " +
            "INSERT INTO shop.small SELECT -9223372036854775808 + (id - 1) * 6148914691236517.0, v FROM shop.orders WHERE id <= 3000");
        Assert.Contains("206,010 rows in 4 tables are equal", DataOf((await InSyncAsync(topology)).Replicas[0]).Detail, StringComparison.Ordinal);

        await BehindReplicationAsync(replica, "UPDATE shop.orders SET v = -1 WHERE id IN (20000, 100500, 199999); INSERT INTO shop.orders VALUES (200001, 1)");

        var difference = Assert.Single((await topology.VerifySyncAsync(Token)).Replicas[0].Differences);
        Assert.Equal("orders", difference.Table);
        Assert.Equal(
            [$"id = 20000: v is '9' on {source.Name}, '-1' on {replica.Name}", $"id = 100500: v is '9' on {source.Name}, '-1' on {replica.Name}", $"id = 199999: v is '8' on {source.Name}, '-1' on {replica.Name}"],
            difference.Rows.OrderBy(row => row.Length).ThenBy(row => row, StringComparer.Ordinal));
        await BehindReplicationAsync(
            replica,
            "UPDATE shop.orders SET v = (id - 1) % 10 WHERE v = -1; DELETE FROM shop.orders WHERE id > 200000; " +
            "UPDATE shop.large SET v = -1 WHERE id = 18446744073709551615 - 1400 * 6148914691236517.0; UPDATE shop.small SET v = -1 WHERE id = -9223372036854775808 + 1600 * 6148914691236517.0");
        var sparse = (await topology.VerifySyncAsync(Token)).Replicas[0].Differences;
        Assert.Equal(["large", "small"], sparse.Select(one => one.Table).Order());
        Assert.All(sparse, one => Assert.Single(one.Rows));
        await BehindReplicationAsync(
            replica, "UPDATE shop.large SET v = 0 WHERE v = -1; UPDATE shop.small SET v = 0 WHERE v = -1; INSERT INTO shop.orders VALUES (200001, 1)");
        Assert.Contains(
            $"id = 200001 is on {replica.Name} only", Assert.Single((await topology.VerifySyncAsync(Token)).Replicas[0].Differences).Rows, StringComparer.Ordinal);
    }

    private Task<RunningTopology> StartAsync(string place, Func<ReplicationSettings, ReplicationSettings> change) =>
        _sandbox.StartAsync(change(TestPlace.Named(place).SettingsOrSkip(_sandbox) with { Verify = VerifyLevel.Full }));

    private static Task FillAsync(RunningServer source, string schema) => Client.ExecuteAsync(
        source,
        $"CREATE DATABASE {schema}; CREATE TABLE {schema}.orders (id INT AUTO_INCREMENT PRIMARY KEY, v INT); " +
        $"INSERT INTO {schema}.orders (id, v) VALUES (1, 1), (2, 2), (3, 3), (4, 4), (5, 5)");

    private static async Task BehindReplicationAsync(RunningServer server, string sql)
    {
        var isModern = (await Client.ScalarAsync(server, "SELECT @@version"))!.StartsWith("9.", StringComparison.Ordinal);
        await Client.ExecuteAsync(server, (isModern ? "SET GLOBAL super_read_only = OFF; " : "") + "SET SESSION sql_log_bin = 0, sql_mode = '', time_zone = '+00:00'; " + sql);
    }

    private static Task UnderLoadAsync(RunningServer source, Func<Task> verify) => WriteLoad.DuringAsync(source, runs: 3, verify);

    private static async Task<SyncReport> InSyncAsync(RunningTopology topology)
    {
        var report = await topology.VerifySyncAsync(Token);
        report.ThrowUnlessInSync();
        return report;
    }

    private static VerificationLayer DataOf(ReplicaReport link) => link.Layers.Single(layer => layer.Name == "data");

    private static string Rows(SyncReport report, string replica) =>
        string.Join('\n', report.Replicas.Single(link => link.Name == replica).Differences.SelectMany(difference => difference.Rows));

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
