using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using MySqlConnector;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Promotions;

public sealed class MySql97PromotionTests(MySql97Trio trio) : PromotionTests<MySql97Trio>(trio);

public sealed class MySql56PromotionTests(MySql56Trio trio) : GtidPromotionTests<MySql56Trio>(trio);

public sealed class MySql56InContainersPromotionTests(MySql56InContainersTrio trio) : PromotionTests<MySql56InContainersTrio>(trio);

public sealed class MySql56ByFilePromotionTests(MySql56ByFileTrio trio) : InterruptedPromotionTests<MySql56ByFileTrio>(trio);

public sealed class MariaDb1011PromotionTests(MariaDb1011Trio trio) : GtidPromotionTests<MariaDb1011Trio>(trio);

public sealed class MariaDb1011ByFilePromotionTests(MariaDb1011ByFileTrio trio) : PromotionTests<MariaDb1011ByFileTrio>(trio);

/// <summary>A change of the source. Each test leaves a source with two replicas that are in sync.</summary>
public abstract class PromotionTests<TTrio>(TTrio trio) : ResetTests<TTrio>(trio)
    where TTrio : Trio
{
    [Fact]
    public async Task A_switchover_under_load_loses_no_acknowledged_row()
    {
        var topology = await Trio.OpenAsync();
        var (oldSource, candidate) = (topology.Servers[0].Name, topology.Servers[1].Name);
        await using var writers = await Writers.StartAsync(topology);
        await writers.MoreAsync(100);

        var report = await topology.PromoteAsync(Token);
        await writers.MoreAsync(100);
        var acknowledged = await writers.StopAsync();

        Assert.Equal((PromotionKind.Switchover, oldSource, candidate), (report.Kind, report.OldSource, report.NewSource));
        Assert.Empty(report.Problems);
        Assert.Equal("", report.NotSaved);
        Assert.NotNull(report.HoldMilliseconds);
        TestContext.Current.SendDiagnosticMessage($"{Trio}: writers held for {report.HoldMilliseconds} ms, all of it {report.DurationMilliseconds} ms");
        Assert.Equal(candidate, topology.Servers[0].Name);
        await Trio.AssertInSyncAsync();
        await Trio.AssertInSyncAsync();
        foreach (var server in topology.Servers)
            Assert.Empty(await Writers.LostAsync(acknowledged, server));
    }

    [Fact]
    public async Task What_waits_in_an_open_transaction_cannot_be_committed_on_the_old_source_and_idle_sessions_stay()
    {
        var topology = await Trio.OpenAsync();
        await Client.ExecuteAsync(topology.Servers[0], "CREATE DATABASE IF NOT EXISTS d; CREATE TABLE IF NOT EXISTS d.open (id INT AUTO_INCREMENT PRIMARY KEY) ENGINE = InnoDB");
        var oldSource = new MySqlConnectionStringBuilder(topology.Servers[0].GetConnectionString()) { Pooling = false }.ConnectionString;
        await using var writer = new MySqlConnection(oldSource);
        await using var idle = new MySqlConnection(oldSource);
        await writer.OpenAsync(Token);
        await idle.OpenAsync(Token);
        await using var transaction = await writer.BeginTransactionAsync(Token);
        await using (var insert = new MySqlCommand("INSERT INTO d.open () VALUES ()", writer, transaction))
            await insert.ExecuteNonQueryAsync(Token);

        await topology.PromoteAsync(Token);

        await Assert.ThrowsAsync<MySqlException>(() => transaction.CommitAsync(Token));
        Assert.True(await idle.PingAsync(Token));
        await Trio.AssertInSyncAsync();
    }

    [Fact]
    public async Task The_most_advanced_replica_takes_the_place_of_a_killed_source()
    {
        var topology = await Trio.OpenAsync();
        var (source, ahead) = (topology.Servers[0], topology.Servers[2]);
        await Client.ExecuteAsync(topology.Servers[1], Trio.StopReceiver);
        await Client.ExecuteAsync(source, "CREATE DATABASE IF NOT EXISTS d; CREATE TABLE IF NOT EXISTS d.t (id INT AUTO_INCREMENT PRIMARY KEY, at CHAR(32)) ENGINE = InnoDB");
        var mark = Guid.NewGuid().ToString("N");
        await Client.ExecuteAsync(source, $"INSERT INTO d.t (at) VALUES ('{mark}')");
        await Client.EventuallyAsync(ahead, $"SELECT COUNT(*) FROM d.t WHERE at = '{mark}'", "1");
        await Trio.Probe.KillAsync(source.Name);

        var report = await topology.PromoteAsync(Token);

        Assert.Equal((PromotionKind.Failover, source.Name, ahead.Name), (report.Kind, report.OldSource, report.NewSource));
        Assert.Equal("1", await Client.ScalarAsync(ahead, $"SELECT COUNT(*) FROM d.t WHERE at = '{mark}'"));
        if (Trio.Positioning == Positioning.Gtid)
        {
            Assert.Equal("", string.Concat(report.Problems));
            Assert.Equal("", report.NotSaved);
        }
        else
        {
            Assert.Null(report.NotSaved);
            Assert.Equal(2, report.Problems.Count);
            Assert.All(report.Problems, problem => Assert.Contains("without GTIDs only servers that are at the same point", problem, StringComparison.Ordinal));
            await Trio.RebuildByRepairAsync();
        }

        await Trio.AssertInSyncAsync();
    }
}
