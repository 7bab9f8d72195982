using System.Diagnostics;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Replication;

/// <summary>How replicas replicate, as settings ask for it.</summary>
public sealed class ReplicationOptionTests : IAsyncDisposable
{
    private const string MySql97 = "Process mysql-9.7";
    private const string MySql56 = "Process mysql-5.6";
    private const string MariaDb = "Process mariadb-10.11";

    private readonly Sandbox _sandbox = new();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData(MySql97, "Rpl_semi_sync_source_")]
    [InlineData(MariaDb, "Rpl_semi_sync_master_")]
    public async Task By_semi_synchronous_replication_a_commit_waits_for_a_replica(string place, string status)
    {
        var settings = Sandbox.WithOwnPorts(Settings(place) with { SemiSync = true });
        var topology = await _sandbox.StartAsync(settings);
        await CommitIsAcknowledgedAsync(topology, status);

        // Both ends keep to it when their servers come back.
        await TestPlace.Named(place).Probe(_sandbox).KillAsync("slave");
        await TestPlace.Named(place).Probe(_sandbox).KillAsync("master");
        await CommitIsAcknowledgedAsync(await _sandbox.StartAsync(settings), status);
    }

    [Theory]
    [InlineData(MySql56)]
    [InlineData(MySql97)]
    [InlineData(MariaDb)]
    public async Task A_delayed_replica_is_verified_all_the_same(string place)
    {
        var topology = await _sandbox.StartAsync(Settings(place) with { Replicas = 2, Choices = [new ServerChoice("slave2") { Delay = TimeSpan.FromSeconds(2) }] });
        await Client.ExecuteAsync(topology.Servers[0], "CREATE DATABASE late");
        var written = Stopwatch.GetTimestamp();

        await Client.EventuallyAsync(topology.Servers[1], "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'late'", "1");
        await Client.EventuallyAsync(topology.Servers[2], "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'late'", "1");

        Assert.InRange(Stopwatch.GetElapsedTime(written), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(MySql56, Positioning.File, true)]
    [InlineData(MySql97, Positioning.Gtid, true)]
    [InlineData(MySql97, Positioning.File, false)]
    [InlineData(MariaDb, Positioning.Gtid, false)]
    public async Task What_is_filtered_does_not_arrive_and_is_not_missed(string place, Positioning positioning, bool byWhatPasses)
    {
        var settings = Settings(place) with { Positioning = positioning };
        var topology = await _sandbox.StartAsync(byWhatPasses ? settings with { ReplicateOnly = ["shop"] } : settings with { ReplicateIgnore = ["shop.audit", "other"] });
        var (source, replica) = (topology.Servers[0], topology.Servers[1]);

        await Client.ExecuteAsync(source, "CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY); CREATE TABLE shop.audit (id INT PRIMARY KEY); CREATE DATABASE other; CREATE TABLE other.t (id INT PRIMARY KEY)");

        (await topology.VerifySyncAsync(Token)).ThrowUnlessInSync();
        Assert.Equal(byWhatPasses ? "audit,orders" : "orders", await Client.ScalarAsync(replica, "SELECT GROUP_CONCAT(TABLE_NAME ORDER BY TABLE_NAME) FROM information_schema.TABLES WHERE TABLE_SCHEMA IN ('shop', 'other')"));
        Assert.Equal("0", await Client.ScalarAsync(replica, "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'other'"));
    }

    [Fact]
    public async Task A_server_that_does_not_record_what_it_filters_is_refused_by_gtid()
    {
        var failure = await Assert.ThrowsAsync<MySqlReplicationException>(() => _sandbox.StartAsync(Settings(MySql56) with { ReplicateIgnore = ["other"] }));

        Assert.Contains("does not record the GTIDs of what it filters out", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_TLS_is_asked_for_replicas_connect_by_nothing_else()
    {
        var topology = await _sandbox.StartAsync(Settings(MySql97) with { Tls = true });
        var (source, replica) = (topology.Servers[0], topology.Servers[1]);

        Assert.Equal("ANY", await Client.ScalarAsync(source, "SELECT ssl_type FROM mysql.user WHERE User = 'repl'"));
        Assert.Equal("Yes", await Client.ColumnAsync(replica, "SHOW REPLICA STATUS", "Source_SSL_Allowed"));
    }

    [Theory]
    [InlineData(MySql56, "MySQL 5.6")]
    [InlineData(MariaDb, "MariaDB 10.11")]
    public async Task Where_TLS_is_asked_for_and_the_source_has_no_certificate_nothing_is_started(string place, string version)
    {
        var failure = await Assert.ThrowsAsync<MySqlReplicationException>(() => _sandbox.StartAsync(Settings(place) with { Tls = true }));

        Assert.Contains($"master: {version}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("makes no certificate for TLS", failure.Message, StringComparison.Ordinal);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    [Theory]
    [InlineData(Positioning.Gtid)]
    [InlineData(Positioning.File)]
    public async Task A_newer_replica_follows_an_older_source(Positioning positioning)
    {
        var newer = Settings(MySql97);
        var settings = Settings(MySql56) with
        {
            Positioning = positioning,
            Choices = [new ServerChoice("slave") { Program = newer.Server, Version = newer.ServerVersion }],
        };
        var topology = await _sandbox.StartAsync(settings);

        await Client.ExecuteAsync(topology.Servers[0], "CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY); INSERT INTO shop.orders VALUES (7)");
        var report = await topology.VerifySyncAsync(Token);

        report.ThrowUnlessInSync();
        Assert.Equal("7", await Client.ScalarAsync(topology.Servers[1], "SELECT id FROM shop.orders"));
        Assert.StartsWith("MySQL 5.6.", report.Sources[0].Version, StringComparison.Ordinal);
        Assert.StartsWith("MySQL 9.7.", report.Replicas[0].Version, StringComparison.Ordinal);
        // A later run finds each server's own program again.
        await TestPlace.Named(MySql97).Probe(_sandbox).KillAsync("slave");
        (await (await _sandbox.StartAsync(settings)).VerifySyncAsync(Token)).ThrowUnlessInSync();
    }

    [Fact]
    public async Task Containers_of_several_versions_replicate()
    {
        var (older, newer) = (Settings("Docker mysql-5.6"), Settings("Docker mysql-9.7"));

        var topology = await _sandbox.StartAsync(older with { Choices = [new ServerChoice("slave") { Image = newer.Image }] });

        Assert.StartsWith("5.6.", await Client.ScalarAsync(topology.Servers[0], "SELECT @@version"), StringComparison.Ordinal);
        Assert.StartsWith("9.7.", await Client.ScalarAsync(topology.Servers[1], "SELECT @@version"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_replica_of_a_newer_source_is_refused_and_nothing_is_started()
    {
        var older = Settings(MySql56);

        var failure = await Assert.ThrowsAsync<MySqlReplicationException>(() => _sandbox.StartAsync(
            Settings(MySql97) with { Choices = [new ServerChoice("slave") { Program = older.Server }] }));

        Assert.Contains("a replica of an older version does not understand what a newer one writes", failure.Message, StringComparison.Ordinal);
        await _sandbox.AssertNothingIsLeftAsync();
    }

    private ReplicationSettings Settings(string place) => TestPlace.Named(place).SettingsOrSkip(_sandbox);

    private static async Task CommitIsAcknowledgedAsync(RunningTopology topology, string status)
    {
        var source = topology.Servers[0];
        var before = await CountAsync(source, status + "yes_tx");

        await Client.ExecuteAsync(source, $"CREATE DATABASE d{before + 1}");

        Assert.Equal("ON", await Client.ColumnAsync(source, $"SHOW STATUS LIKE '{status}status'", "Value"));
        Assert.True(await CountAsync(source, status + "yes_tx") > before);
    }

    private static async Task<int> CountAsync(RunningServer server, string status) =>
        int.Parse((await Client.ColumnAsync(server, $"SHOW STATUS LIKE '{status}'", "Value"))!, System.Globalization.CultureInfo.InvariantCulture);

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
