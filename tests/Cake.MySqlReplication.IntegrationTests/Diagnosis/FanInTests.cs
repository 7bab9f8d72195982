using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Diagnosis;

public sealed class FanInOfMariaDbTests(FanInOfMariaDb fanIn) : FanInTests<FanInOfMariaDb>(fanIn);

public sealed class FanInOfMySql97Tests(FanInOfMySql97 fanIn) : FanInTests<FanInOfMySql97>(fanIn);

/// <summary>A replica of two sources: the channel that is broken is named, and mended alone.</summary>
public abstract class FanInTests<TShape>(TShape fanIn) : ShapeTests<TShape>(fanIn)
    where TShape : ShapeToBreak
{
    private const string First = "master";
    private const string Second = "master2";

    [Fact]
    public async Task A_stopped_applier_of_one_channel()
    {
        await Shape.BeginAsync();
        await Shape.ExecuteAsync("slave", dialect => dialect.StopApplier(Second));
        await WriteOnBothAsync();

        var finding = await Shape.DiagnoseAsync(FindingKind.ApplierStopped, on: "slave");

        Assert.StartsWith("Channel master2: ", finding.Cause, StringComparison.Ordinal);
        await OtherChannelRunsAsync("d");
        AssertAlone(await Shape.MendAsync(), Second);
    }

    [Fact]
    public async Task A_wrong_password_on_one_channel()
    {
        await Shape.BeginAsync();
        await Shape.ChangeAsync("slave", "PART_PASSWORD = 'wrong'", First);
        await WriteOnBothAsync();

        var finding = await Shape.DiagnoseAsync(FindingKind.AccountRefused, on: "slave");

        Assert.StartsWith("Channel master: slave does not use the recorded password", finding.Cause, StringComparison.Ordinal);
        await OtherChannelRunsAsync("e");
        AssertAlone(await Shape.MendAsync(), First);
    }

    [Fact]
    public async Task A_wrong_port_on_one_channel()
    {
        await Shape.BeginAsync();
        await Shape.ChangeAsync("slave", "PART_PORT = 1", Second);

        var finding = await Shape.DiagnoseAsync(FindingKind.WrongSource, on: "slave");

        Assert.StartsWith("Channel master2: slave replicates from", finding.Cause, StringComparison.Ordinal);
        await WriteOnBothAsync();
        AssertAlone(await Shape.MendAsync(), Second);
    }

    [Fact]
    public async Task A_duplicate_key_on_one_channel_is_left_out_when_told()
    {
        await Shape.BeginAsync();
        await Shape.WriteToAsync("slave", "INSERT INTO e.t VALUES (2, 'mine')");
        await WriteOnBothAsync();

        var finding = await Shape.DiagnoseAsync(FindingKind.DuplicateKey, on: "slave");

        Assert.StartsWith("Channel master2: ", finding.Cause, StringComparison.Ordinal);
        await OtherChannelRunsAsync("d");
        var report = await Shape.With(settings => settings with { Repair = RepairMode.Skip }).RepairAsync(Token);
        Assert.Empty(report.Remaining.Findings);
        Assert.Contains(report.Steps, step => step.StartsWith("slave: leaving out the transaction ", StringComparison.Ordinal) && step.Contains(" of master2.", StringComparison.Ordinal));
        Assert.Equal("mine", await Client.ScalarAsync(Shape.Server("slave"), "SELECT text FROM e.t WHERE id = 2"));
        await Shape.WriteToAsync("slave", "UPDATE e.t SET text = 'b' WHERE id = 2");
        await Shape.AssertSameAsync();
    }

    [Fact]
    public async Task A_replica_of_two_sources_is_made_anew_from_both()
    {
        await Shape.BeginAsync();
        await Shape.WriteToAsync("slave", "INSERT INTO d.t VALUES (9, 'errant')", isLogged: true);
        await WriteOnBothAsync();
        await Shape.DiagnoseAsync(FindingKind.ErrantTransactions, on: "slave");

        var report = await Shape.MendAsync(RepairMode.Rebuild);

        Assert.Contains(report.Steps, step =>
            step.StartsWith("slave: deleting its data, and making it anew from the binary logs of master and master2. Of its transactions, ", StringComparison.Ordinal));
        var refusal = await Assert.ThrowsAsync<MySqlReplicationException>(() => Shape.Topology.AddReplicaAsync(Token));
        Assert.Contains("start afresh with --replicas=2.", refusal.Message, StringComparison.Ordinal);
    }

    private static void AssertAlone(RepairReport report, string source) => Assert.All(report.Steps, step =>
        Assert.Contains(source, step.Split(' ', ':', '.', '(').Where(word => word is First or Second).Distinct()));

    private async Task WriteOnBothAsync()
    {
        await Client.ExecuteAsync(Shape.Server(First), "INSERT INTO d.t VALUES (2, 'b')");
        await Client.ExecuteAsync(Shape.Server(Second), "INSERT INTO e.t VALUES (2, 'b')");
    }

    private Task OtherChannelRunsAsync(string schema) => Client.EventuallyAsync(Shape.Server("slave"), $"SELECT COUNT(*) FROM {schema}.t", "2");
}
