using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Diagnosis;

public sealed class RingOfMariaDbTests(RingOfMariaDb ring) : RingTests<RingOfMariaDb>(ring);

public sealed class RingOfMySql56Tests(RingOfMySql56 ring) : RingTests<RingOfMySql56>(ring);

/// <summary>Three sources that follow one another: the link that is broken is named, and mended alone.</summary>
public abstract class RingTests<TShape>(TShape ring) : ShapeTests<TShape>(ring)
    where TShape : ShapeToBreak
{
    [Fact]
    public async Task A_stopped_applier_while_all_are_written_to()
    {
        await Shape.BeginAsync();
        await Shape.ExecuteAsync("master2", dialect => dialect.StopApplier(""));
        await WriteOnAllAsync();

        var finding = await Shape.DiagnoseAsync(FindingKind.ApplierStopped, on: "master2");

        Assert.Contains("What passes master2 does not reach master3, master until this is mended", finding.Cause, StringComparison.Ordinal);
        Assert.All((await Shape.MendAsync()).Steps, step => Assert.StartsWith("master2: ", step, StringComparison.Ordinal));
        await AllArriveAsync();
    }

    [Fact]
    public async Task A_wrong_password()
    {
        await Shape.BeginAsync();
        await Shape.ChangeAsync("master3", "PART_PASSWORD = 'wrong'");
        await WriteOnAllAsync();

        var finding = await Shape.DiagnoseAsync(FindingKind.AccountRefused, on: "master3");

        Assert.Contains("master3 does not use the recorded password", finding.Cause, StringComparison.Ordinal);
        await Shape.MendAsync();
        await AllArriveAsync();
    }

    [Fact]
    public async Task A_source_that_follows_nobody()
    {
        await Shape.BeginAsync();
        await Shape.ExecuteAsync("master", dialect => dialect.StopReplica(""));
        await Shape.ExecuteAsync("master", dialect => dialect.ForgetSource(""));
        await WriteOnAllAsync();

        await Shape.DiagnoseAsync(FindingKind.NotReplicating, on: "master");

        await Shape.MendAsync();
        await AllArriveAsync();
    }

    [Fact]
    public async Task A_killed_source()
    {
        await Shape.BeginAsync();
        await Shape.Probe.KillAsync("master");

        await Shape.DiagnoseAsync(FindingKind.ServerDown, on: "master");

        await Shape.MendAsync();
        await WriteOnAllAsync();
        await AllArriveAsync();
    }

    [Fact]
    public async Task A_source_is_not_emptied_and_none_is_added_or_taken_away()
    {
        await Shape.BeginAsync();

        var rebuild = await Assert.ThrowsAsync<MySqlReplicationException>(() => Shape.MendAsync(RepairMode.Rebuild, "master2"));
        var growth = await Assert.ThrowsAsync<MySqlReplicationException>(() => Shape.Topology.AddReplicaAsync(Token));
        var removal = await Assert.ThrowsAsync<MySqlReplicationException>(() => Shape.Topology.RemoveReplicaAsync(Token));

        Assert.Contains("--repair=rebuild would lose what was written on it. Nothing was changed.", rebuild.Message, StringComparison.Ordinal);
        Assert.Contains("has several sources (master, master2, master3)", growth.Message, StringComparison.Ordinal);
        Assert.Contains("start afresh with --sources=4.", growth.Message, StringComparison.Ordinal);
        Assert.Contains("has no replica to remove", removal.Message, StringComparison.Ordinal);
        await Shape.AssertSameAsync();
    }

    private async Task WriteOnAllAsync()
    {
        foreach (var (index, server) in Shape.Topology.Servers.Index())
            await Client.ExecuteAsync(server, $"INSERT INTO d.t VALUES ({10 + index}, '{server.Name}')");
    }

    private async Task AllArriveAsync()
    {
        foreach (var server in Shape.Topology.Servers)
            await Client.EventuallyAsync(server, "SELECT COUNT(*) FROM d.t WHERE id >= 10", "3");
    }
}
