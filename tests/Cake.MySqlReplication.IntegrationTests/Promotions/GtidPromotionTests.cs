using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Promotions;

/// <summary>What GTIDs make possible.</summary>
public abstract class GtidPromotionTests<TTrio>(TTrio trio) : InterruptedPromotionTests<TTrio>(trio)
    where TTrio : Trio
{
    [Fact]
    public async Task A_named_replica_gets_what_only_another_one_has_before_it_takes_a_killed_sources_place()
    {
        var topology = await Trio.OpenAsync();
        var (source, behind, ahead) = (topology.Servers[0], topology.Servers[1], topology.Servers[2]);
        await Client.ExecuteAsync(behind, Trio.StopReceiver);
        var schema = "d" + Guid.NewGuid().ToString("N")[..8];
        await Client.ExecuteAsync(source, $"CREATE DATABASE {schema}; CREATE TABLE {schema}.t (id INT PRIMARY KEY) ENGINE = InnoDB; INSERT INTO {schema}.t VALUES (7)");
        await Client.EventuallyAsync(ahead, $"SELECT id FROM {schema}.t", "7");
        await Trio.Probe.KillAsync(source.Name);

        var report = await Trio.Named(behind.Name).PromoteAsync(Token);

        Assert.Equal(behind.Name, report.NewSource);
        Assert.Empty(report.Problems);
        Assert.Equal("7", await Client.ScalarAsync(behind, $"SELECT id FROM {schema}.t"));
        await Trio.AssertInSyncAsync();
    }

    [Fact]
    public async Task What_only_the_killed_source_has_is_reported_and_keeps_it_from_following()
    {
        var topology = await Trio.OpenAsync();
        var source = topology.Servers[0];
        foreach (var replica in topology.Servers.Skip(1))
            await Client.ExecuteAsync(replica, Trio.StopReceiver);
        await Client.ExecuteAsync(source, "CREATE DATABASE unsent" + Guid.NewGuid().ToString("N")[..8]);
        await Trio.Probe.KillAsync(source.Name);

        var report = await topology.PromoteAsync(Token);

        Assert.False(string.IsNullOrEmpty(report.NotSaved), $"{report}: {string.Join("; ", report.Problems)}");
        Assert.StartsWith($"{source.Name}: It has transactions that {report.NewSource}, the new source, has not: {report.NotSaved}.", Assert.Single(report.Problems), StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<MySqlReplicationException>(() => Trio.StartAsync());
        Assert.Contains($"Not all servers follow {report.NewSource}", refused.Message, StringComparison.Ordinal);
        Assert.Equal("1", await Client.ScalarAsync(source, "SELECT @@GLOBAL.read_only"));

        Assert.Contains(FindingKind.ErrantTransactions, (await topology.DiagnoseAsync(Token)).Findings.Where(finding => finding.Server == source.Name).Select(finding => finding.Kind));
        Assert.False((await topology.RepairAsync(Token)).Remaining.IsHealthy);
        var repair = await Trio.RebuildByRepairAsync();
        Assert.Contains(repair.Steps, step => step.StartsWith($"{source.Name}: deleting its data", StringComparison.Ordinal) && step.Contains(report.NotSaved!, StringComparison.Ordinal));
        await Trio.AssertInSyncAsync();
    }
}
