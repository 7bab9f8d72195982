using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Diagnosis;

public sealed class FailuresOfMySql56ByGtid(BrokenMySql56ByGtid pair) : FailureTests<BrokenMySql56ByGtid>(pair);

public sealed class FailuresOfMariaDbByGtid(BrokenMariaDbByGtid pair) : FailureTests<BrokenMariaDbByGtid>(pair)
{
    /// <summary>The source's next transaction bears the number that the replica has given away.</summary>
    [Fact]
    public async Task A_transaction_of_the_replicas_own_that_stops_its_applier()
    {
        await Pair.BeginAsync();
        await Pair.WriteToReplicaAsync("INSERT INTO d.t VALUES (9, 'errant'), (10, 'errant'); INSERT INTO d.t VALUES (11, 'errant')", isLogged: true);
        await Client.ExecuteAsync(Pair.Source, "INSERT INTO d.t VALUES (2, 'b')");
        await Pair.UntilApplierStopsAsync();

        var errant = await Pair.DiagnoseAsync(FindingKind.ErrantTransactions);

        Assert.Contains(errant.Evidence, line => line.Contains(" error 1950 at ", StringComparison.Ordinal));
        Assert.Contains(errant.Evidence, line => line.StartsWith("only on slave: ", StringComparison.Ordinal));
        await Pair.MendAsync(RepairMode.Rebuild);
    }
}

public sealed class FailuresOfMySql97ByGtid(BrokenMySql97ByGtid pair) : FailureTests<BrokenMySql97ByGtid>(pair);

/// <summary>Each failure is caused, named by the diagnosis, and mended by the remedy that the diagnosis gives.</summary>
public abstract partial class FailureTests<TPair>(TPair pair) : PlaceFailureTests<TPair>(pair)
    where TPair : PairToBreak
{
    [Fact]
    public async Task Where_nothing_is_wrong_nothing_is_found_and_nothing_is_changed()
    {
        await Pair.BeginAsync();
        var before = (await Pair.EndOfLogAsync(), await Pair.StateAsync());

        var report = await Pair.Topology.DiagnoseAsync(TestContext.Current.CancellationToken);

        Assert.Empty(report.Findings);
        Assert.Empty((await Pair.RepairAsync()).Steps);
        Assert.Equal(before, (await Pair.EndOfLogAsync(), await Pair.StateAsync()));
    }

    [Fact]
    public async Task A_changed_password_on_the_source()
    {
        await Pair.BeginAsync();
        await Client.ExecuteAsync(Pair.Source, Pair.IsModern
            ? "ALTER USER 'repl'@'%' IDENTIFIED BY 'another'"
            : "SET SESSION sql_log_bin = 0; SET PASSWORD FOR 'repl'@'%' = PASSWORD('another')");
        await RestartReceiverAsync();

        var finding = await Pair.DiagnoseAsync(FindingKind.AccountRefused);

        Assert.Contains("master refuses the replication account 'repl'", finding.Cause, StringComparison.Ordinal);
        await Pair.MendAsync();
    }

    [Fact]
    public async Task An_account_that_was_dropped()
    {
        await Pair.BeginAsync();
        await Client.ExecuteAsync(Pair.Source, "SET SESSION sql_log_bin = 0; DROP USER 'repl'@'%'");
        await RestartReceiverAsync();

        var finding = await Pair.DiagnoseAsync(FindingKind.AccountRefused);

        Assert.Contains("master has no account 'repl'@'%'", finding.Cause, StringComparison.Ordinal);
        await Pair.MendAsync();
    }

    [Fact]
    public async Task An_account_without_its_privilege()
    {
        await Pair.BeginAsync();
        await Client.ExecuteAsync(Pair.Source, "SET SESSION sql_log_bin = 0; REVOKE REPLICATION SLAVE ON *.* FROM 'repl'@'%'");
        await RestartReceiverAsync();

        var finding = await Pair.DiagnoseAsync(FindingKind.PrivilegeMissing);

        Assert.Contains("'repl'@'%' on master lacks its privilege", finding.Cause, StringComparison.Ordinal);
        Assert.DoesNotContain(finding.Evidence, line => line.Contains("PASSWORD '", StringComparison.Ordinal));
        await Pair.MendAsync();
    }

    [Fact]
    public async Task A_source_that_is_down_and_then_its_replica()
    {
        await Pair.BeginAsync();
        await Pair.Probe.KillAsync("master");

        var finding = await Pair.DiagnoseAsync(FindingKind.ServerDown, on: "master");

        Assert.Contains("master does not run:", finding.Cause, StringComparison.Ordinal);
        Assert.Contains(finding.Evidence, line => line.StartsWith("log: ", StringComparison.Ordinal));
        await Pair.Probe.KillAsync("slave");
        await Pair.DiagnoseAsync(FindingKind.ServerDown, on: "slave");
        await Pair.MendAsync();
    }

    [Theory]
    [InlineData("SQL_THREAD", FindingKind.ApplierStopped)]
    [InlineData("IO_THREAD", FindingKind.ReceiverStopped)]
    public async Task A_stopped_thread(string thread, FindingKind kind)
    {
        await Pair.BeginAsync();
        await Pair.StopAsync(thread);

        await Pair.DiagnoseAsync(kind);

        await Pair.MendAsync();
    }

    /// <summary>A receiver that was stopped and started is at its next login.</summary>
    private async Task RestartReceiverAsync()
    {
        await Pair.StopAsync("IO_THREAD");
        await Pair.StartAsync("IO_THREAD");
    }
}
