using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Diagnosis;

public sealed class ChainOfMySql56ByGtidTests(ChainOfMySql56ByGtid chain) : ChainTests<ChainOfMySql56ByGtid>(chain)
{
    [Fact]
    public async Task A_server_in_the_middle_that_looks_for_its_source_in_the_wrong_place()
    {
        await Shape.BeginAsync();
        await Shape.ChangeAsync("slave2", "PART_PORT = 1");

        var finding = await Shape.DiagnoseAsync(FindingKind.WrongSource, on: "slave2");

        Assert.Contains("does not reach slave3", finding.Cause, StringComparison.Ordinal);
        await Shape.MendAsync();
    }

    [Fact]
    public async Task A_server_that_lacks_what_the_one_before_it_has_purged_is_filled_with_a_copy_of_that_one()
    {
        await Shape.BeginAsync();
        await Shape.ExecuteAsync("slave2", dialect => dialect.StopReplica(""));
        await Client.ExecuteAsync(Shape.Server("master"), "INSERT INTO d.t VALUES (2, 'b')");
        await Client.EventuallyAsync(Shape.Server("slave"), "SELECT text FROM d.t WHERE id = 2", "b");
        await Client.ExecuteAsync(Shape.Server("slave"), "FLUSH LOGS");
        var last = await Client.ColumnAsync(Shape.Server("slave"), "SHOW MASTER STATUS", "File");
        await Client.ExecuteAsync(Shape.Server("slave"), $"PURGE BINARY LOGS TO '{last}'");
        await Shape.ExecuteAsync("slave2", dialect => dialect.StartReplica(""));
        var finding = await Shape.DiagnoseAsync(FindingKind.PurgedBinaryLogs, on: "slave2");
        Assert.Contains("does not reach slave3", finding.Cause, StringComparison.Ordinal);
        await Shape.WriteToAsync("slave2", "INSERT INTO d.t VALUES (7, 'own')", isLogged: true);

        var report = await Shape.MendAsync(RepairMode.Rebuild, "slave2");

        Assert.Contains(report.Steps, step => step.StartsWith("slave2: deleting its data, and making it anew from a copy of slave", StringComparison.Ordinal) &&
            step.Contains("slave has not these, and they are lost: ", StringComparison.Ordinal));
        Assert.Equal("b", await Client.ScalarAsync(Shape.Server("slave3"), "SELECT text FROM d.t WHERE id = 2"));
    }
}

public sealed class ChainOfMariaDbByFileTests(ChainOfMariaDbByFile chain) : ChainTests<ChainOfMariaDbByFile>(chain);

/// <summary>A source and three servers that follow one another: the first that is broken is named, not those behind it.</summary>
public abstract class ChainTests<TShape>(TShape chain) : ShapeTests<TShape>(chain)
    where TShape : ShapeToBreak
{
    [Fact]
    public async Task A_stopped_applier_in_the_middle()
    {
        await Shape.BeginAsync();
        await Shape.ExecuteAsync("slave2", dialect => dialect.StopApplier(""));
        await Client.ExecuteAsync(Shape.Server("master"), "INSERT INTO d.t VALUES (2, 'b')");

        var finding = await Shape.DiagnoseAsync(FindingKind.ApplierStopped, on: "slave2");

        Assert.Contains("What passes slave2 does not reach slave3 until this is mended", finding.Cause, StringComparison.Ordinal);
        await Shape.MendAsync();
        Assert.Equal("b", await Client.ScalarAsync(Shape.Server("slave3"), "SELECT text FROM d.t WHERE id = 2"));
    }

    [Fact]
    public async Task A_killed_server_in_the_middle()
    {
        await Shape.BeginAsync();
        await Shape.Probe.KillAsync("slave2");

        var finding = await Shape.DiagnoseAsync(FindingKind.ServerDown, on: "slave2");

        Assert.Contains("does not reach slave3", finding.Cause, StringComparison.Ordinal);
        await Shape.MendAsync();
    }

    [Fact]
    public async Task A_duplicate_key_in_the_middle_is_mended_by_a_rebuild()
    {
        await Shape.BeginAsync();
        await Shape.WriteToAsync("slave2", "INSERT INTO d.t VALUES (2, 'mine')");
        await Client.ExecuteAsync(Shape.Server("master"), "INSERT INTO d.t VALUES (2, 'yours')");

        var finding = await Shape.DiagnoseAsync(FindingKind.DuplicateKey, on: "slave2");

        Assert.Contains("does not reach slave3", finding.Cause, StringComparison.Ordinal);
        await Shape.MendAsync(RepairMode.Rebuild);
        Assert.Equal("yours", await Client.ScalarAsync(Shape.Server("slave2"), "SELECT text FROM d.t WHERE id = 2"));
    }

    [Fact]
    public async Task What_somebody_wrote_in_the_middle_is_named_there_and_goes_from_all_behind_it()
    {
        await Shape.BeginAsync();
        await Shape.WriteToAsync("slave2", "INSERT INTO d.t VALUES (9, 'errant')", isLogged: true);
        await Client.EventuallyAsync(Shape.Server("slave3"), "SELECT text FROM d.t WHERE id = 9", "errant");

        await Shape.DiagnoseAsync(FindingKind.ErrantTransactions, on: "slave2");

        var report = await Shape.MendAsync(RepairMode.Rebuild, "slave2");
        Assert.Contains(report.Steps, step => step.StartsWith("slave2: deleting its data", StringComparison.Ordinal) && step.Contains("they are lost: ", StringComparison.Ordinal));
        Assert.Contains(report.Steps, step => step.StartsWith("slave3: deleting its data", StringComparison.Ordinal));
        Assert.Equal("0", await Client.ScalarAsync(Shape.Server("slave3"), "SELECT COUNT(*) FROM d.t WHERE id = 9"));
    }

    [Fact]
    public async Task A_new_replica_is_the_end_of_the_chain_and_can_be_taken_away_again()
    {
        await Shape.BeginAsync();
        var topology = Shape.Topology;

        var added = await topology.AddReplicaAsync(Token);

        await Client.ExecuteAsync(Shape.Server("master"), "INSERT INTO d.t VALUES (2, 'b')");
        (await topology.VerifySyncAsync(Token)).ThrowUnlessInSync();
        Assert.Equal("slave3", (await topology.GetStatusAsync(Token)).Servers.Single(server => server.Name == added.Name).Replication[0].Source);
        // What the user had made before it came does not count as having been there from the beginning.
        await topology.ConfigureReplicationAsync(Token);
        Assert.Contains("d", (await topology.ResetAsync(Token)).Schemas);
        var refusal = await Assert.ThrowsAsync<MySqlReplicationException>(() => Shape.With(settings => settings with { Replica = "slave3" }).RemoveReplicaAsync(Token));
        Assert.Contains("slave4 replicates from it. Remove that first", refusal.Message, StringComparison.Ordinal);
        await topology.RemoveReplicaAsync(Token);
        Assert.DoesNotContain(topology.Servers, server => server.Name == "slave4");
        await Shape.AssertSameAsync();
    }
}
