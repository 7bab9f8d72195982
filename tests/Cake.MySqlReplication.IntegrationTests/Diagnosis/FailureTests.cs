using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Diagnosis;

public sealed class FailuresOfMySql56ByGtid(BrokenMySql56ByGtid pair) : FailureTests<BrokenMySql56ByGtid>(pair);

public sealed class FailuresOfMySql56ByFile(BrokenMySql56ByFile pair) : FailureTests<BrokenMySql56ByFile>(pair);

public sealed class FailuresOfMariaDbByGtid(BrokenMariaDbByGtid pair) : FailureTests<BrokenMariaDbByGtid>(pair);

public sealed class FailuresOfMySql97ByGtid(BrokenMySql97ByGtid pair) : FailureTests<BrokenMySql97ByGtid>(pair);

/// <summary>Each failure is caused, named by the diagnosis, and mended by the remedy that the diagnosis gives.</summary>
public abstract partial class FailureTests<TPair>(TPair pair) : IClassFixture<TPair>
    where TPair : PairToBreak
{
    [Fact]
    public async Task Where_nothing_is_wrong_nothing_is_found_and_nothing_is_changed()
    {
        await pair.BeginAsync();
        var before = (await pair.EndOfLogAsync(), await pair.StateAsync());

        var report = await pair.Topology.DiagnoseAsync(TestContext.Current.CancellationToken);

        Assert.Empty(report.Findings);
        Assert.Empty((await pair.RepairAsync()).Steps);
        Assert.Equal(before, (await pair.EndOfLogAsync(), await pair.StateAsync()));
    }

    [Fact]
    public async Task A_wrong_password_on_the_replica()
    {
        await pair.BeginAsync();
        await pair.ChangeAsync("PART_PASSWORD = 'wrong'");

        var finding = await pair.DiagnoseAsync(FindingKind.AccountRefused);

        Assert.Contains("slave does not use the recorded password of 'repl'", finding.Cause, StringComparison.Ordinal);
        Assert.Contains(finding.Evidence, line => line.StartsWith("receiver error 1045:", StringComparison.Ordinal));
        await Client.ExecuteAsync(pair.Source, "INSERT INTO d.t VALUES (2, 'meanwhile')");
        await pair.MendAsync();
    }

    [Fact]
    public async Task A_changed_password_on_the_source()
    {
        await pair.BeginAsync();
        await Client.ExecuteAsync(pair.Source, pair.IsModern
            ? "ALTER USER 'repl'@'%' IDENTIFIED BY 'another'"
            : "SET SESSION sql_log_bin = 0; SET PASSWORD FOR 'repl'@'%' = PASSWORD('another')");
        await RestartReceiverAsync();

        var finding = await pair.DiagnoseAsync(FindingKind.AccountRefused);

        Assert.Contains("master refuses the replication account 'repl'", finding.Cause, StringComparison.Ordinal);
        await pair.MendAsync();
    }

    [Fact]
    public async Task An_account_that_was_dropped()
    {
        await pair.BeginAsync();
        await Client.ExecuteAsync(pair.Source, "SET SESSION sql_log_bin = 0; DROP USER 'repl'@'%'");
        await RestartReceiverAsync();

        var finding = await pair.DiagnoseAsync(FindingKind.AccountRefused);

        Assert.Contains("master has no account 'repl'@'%'", finding.Cause, StringComparison.Ordinal);
        await pair.MendAsync();
    }

    [Fact]
    public async Task An_account_without_its_privilege()
    {
        await pair.BeginAsync();
        await Client.ExecuteAsync(pair.Source, "SET SESSION sql_log_bin = 0; REVOKE REPLICATION SLAVE ON *.* FROM 'repl'@'%'");
        await RestartReceiverAsync();

        var finding = await pair.DiagnoseAsync(FindingKind.PrivilegeMissing);

        Assert.Contains("'repl'@'%' on master lacks its privilege", finding.Cause, StringComparison.Ordinal);
        Assert.DoesNotContain(finding.Evidence, line => line.Contains("PASSWORD '", StringComparison.Ordinal));
        await pair.MendAsync();
    }

    [Fact]
    public async Task A_source_that_is_down()
    {
        await pair.BeginAsync();
        await pair.Probe.KillAsync("master");

        var finding = await pair.DiagnoseAsync(FindingKind.ServerDown, on: "master");

        Assert.Contains("master does not run:", finding.Cause, StringComparison.Ordinal);
        Assert.Contains(finding.Evidence, line => line.StartsWith("log: ", StringComparison.Ordinal));
        await pair.MendAsync();
    }

    [Fact]
    public async Task All_servers_down()
    {
        await pair.BeginAsync();
        await pair.Probe.KillAsync("master");
        await pair.Probe.KillAsync("slave");

        await pair.DiagnoseAsync(FindingKind.ServerDown, on: "master");
        await pair.DiagnoseAsync(FindingKind.ServerDown, on: "slave");

        await pair.MendAsync();
    }

    [Fact]
    public async Task A_wrong_port()
    {
        await pair.BeginAsync();
        await pair.ChangeAsync("PART_PORT = 1");

        var finding = await pair.DiagnoseAsync(FindingKind.WrongSource);

        Assert.Contains(":1, where ", finding.Cause, StringComparison.Ordinal);
        if (!pair.ByGtid)
            Assert.False((await pair.RepairAsync()).Remaining.IsHealthy);
        await pair.MendAsync(pair.ByGtid ? RepairMode.Auto : RepairMode.Rebuild);
    }

    [Fact]
    public async Task A_replica_without_a_source()
    {
        await pair.BeginAsync();
        await pair.StopAsync();
        await Client.ExecuteAsync(pair.Replica, $"RESET {pair.Words.Replica} ALL");

        await pair.DiagnoseAsync(FindingKind.NotReplicating);

        await pair.MendAsync(pair.ByGtid ? RepairMode.Auto : RepairMode.Rebuild);
    }

    [Theory]
    [InlineData("SQL_THREAD", FindingKind.ApplierStopped)]
    [InlineData("IO_THREAD", FindingKind.ReceiverStopped)]
    public async Task A_stopped_thread(string thread, FindingKind kind)
    {
        await pair.BeginAsync();
        await pair.StopAsync(thread);

        await pair.DiagnoseAsync(kind);

        await pair.MendAsync();
    }

    /// <summary>A receiver that was stopped and started is at its next login.</summary>
    private async Task RestartReceiverAsync()
    {
        await pair.StopAsync("IO_THREAD");
        await pair.StartAsync("IO_THREAD");
    }
}
