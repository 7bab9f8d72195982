using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Diagnosis;

/// <summary>Failures by which data differ.</summary>
public abstract partial class FailureTests<TPair>
{
    [Fact]
    public async Task A_duplicate_key()
    {
        await pair.BeginAsync();
        await CauseDuplicateKeyAsync();

        var finding = await pair.DiagnoseAsync(FindingKind.DuplicateKey);

        Assert.Contains(finding.Evidence, line => line.Contains("Duplicate entry '2'", StringComparison.Ordinal));
        Assert.Contains(finding.Evidence, line => line.StartsWith("event: mysql-bin.", StringComparison.Ordinal) && line.Contains("Write_rows", StringComparison.Ordinal));
        Assert.Equal(pair.IsModern, finding.Evidence.Any(line => line.StartsWith("worker: error 1062", StringComparison.Ordinal)));
        Assert.False((await pair.RepairAsync()).Remaining.IsHealthy);
        await ObeyAsync(finding.Remedy);
        await pair.MendAsync();
        Assert.Equal("yours", await Client.ScalarAsync(pair.Replica, "SELECT text FROM d.t WHERE id = 2"));
    }

    [Fact]
    public async Task A_transaction_is_left_out_only_when_told_and_is_named()
    {
        await pair.BeginAsync();
        await CauseDuplicateKeyAsync();
        await Client.ExecuteAsync(pair.Source, "INSERT INTO d.t VALUES (3, 'later')");

        var report = await pair.RepairAsync(RepairMode.Skip);

        Assert.Empty(report.Remaining.Findings);
        Assert.Contains(report.Steps, step => step.StartsWith("slave: leaving out the transaction ", StringComparison.Ordinal) && step.Contains("Write_rows", StringComparison.Ordinal));
        Assert.Equal("mine", await Client.ScalarAsync(pair.Replica, "SELECT text FROM d.t WHERE id = 2"));
        await pair.WriteToReplicaAsync("UPDATE d.t SET text = 'yours' WHERE id = 2");
        await pair.AssertSameAsync();
    }

    [Fact]
    public async Task A_missing_row()
    {
        await pair.BeginAsync();
        await pair.WriteToReplicaAsync("DELETE FROM d.t WHERE id = 1");
        await Client.ExecuteAsync(pair.Source, "UPDATE d.t SET text = 'b' WHERE id = 1");
        await pair.UntilApplierStopsAsync();

        var finding = await pair.DiagnoseAsync(FindingKind.MissingRow);

        Assert.Contains("Mend the row on the replica", finding.Remedy, StringComparison.Ordinal);
        await pair.WriteToReplicaAsync("INSERT INTO d.t VALUES (1, 'a')");
        await pair.MendAsync();
    }

    [Fact]
    public async Task A_missing_table()
    {
        await pair.BeginAsync();
        await Client.ExecuteAsync(pair.Source, "CREATE TABLE d.empty (id INT PRIMARY KEY, text VARCHAR(20) DEFAULT 'it''s')");
        (await pair.Topology.VerifySyncAsync(TestContext.Current.CancellationToken)).ThrowUnlessInSync();
        await pair.WriteToReplicaAsync("DROP TABLE d.empty");
        await Client.ExecuteAsync(pair.Source, "INSERT INTO d.empty VALUES (1, 'a')");
        await pair.UntilApplierStopsAsync();

        var finding = await pair.DiagnoseAsync(FindingKind.MissingObject);

        await ObeyAsync(finding.Remedy);
        await pair.MendAsync();
        Assert.Equal("a", await Client.ScalarAsync(pair.Replica, "SELECT text FROM d.empty"));
    }

    /// <summary>An account, since MariaDB lets a table replace that of the same name.</summary>
    [Fact]
    public async Task An_account_that_is_there_already()
    {
        await pair.BeginAsync();
        await pair.WriteToReplicaAsync("CREATE USER 'twice'@'%' IDENTIFIED BY 'hush'");
        await Client.ExecuteAsync(pair.Source, "CREATE USER 'twice'@'%' IDENTIFIED BY 'hush'");
        await pair.UntilApplierStopsAsync();

        var finding = await pair.DiagnoseAsync(FindingKind.ExistingObject);

        Assert.DoesNotContain(finding.Evidence, line => line.Contains("hush", StringComparison.Ordinal));
        Assert.Contains(finding.Evidence, line => line.EndsWith("IDENTIFIED ***", StringComparison.Ordinal));
        await pair.WriteToReplicaAsync("DROP USER 'twice'@'%'");
        await pair.MendAsync();
        await Client.ExecuteAsync(pair.Source, "DROP USER 'twice'@'%'");
    }

    [Fact]
    public async Task A_column_of_another_type()
    {
        await pair.BeginAsync();
        await pair.WriteToReplicaAsync("UPDATE d.t SET text = '1'; ALTER TABLE d.t MODIFY text INT");
        await Client.ExecuteAsync(pair.Source, "INSERT INTO d.t VALUES (2, 'b')");
        await pair.UntilApplierStopsAsync();

        await pair.DiagnoseAsync(FindingKind.TypeMismatch);

        await pair.WriteToReplicaAsync("ALTER TABLE d.t MODIFY text VARCHAR(20); UPDATE d.t SET text = 'a'");
        await pair.MendAsync();
    }

    [Fact]
    public async Task An_errant_transaction()
    {
        await pair.BeginAsync();
        Assert.SkipWhen(!pair.ByGtid, "By file and position a server cannot tell.");
        await pair.WriteToReplicaAsync("INSERT INTO d.t VALUES (9, 'errant')", isLogged: true);

        await pair.DiagnoseAsync(FindingKind.ErrantTransactions);

        Assert.False((await pair.RepairAsync()).Remaining.IsHealthy);
        await pair.MendAsync(RepairMode.Rebuild);
    }

    [Fact]
    public async Task A_filter_that_hides_changes()
    {
        await pair.BeginAsync();
        if (pair.IsModern)
        {
            await pair.StopAsync();
            await Client.ExecuteAsync(pair.Replica, "CHANGE REPLICATION FILTER REPLICATE_IGNORE_DB = (d)");
            await pair.StartAsync();
        }
        else
        {
            await pair.BounceAsync("slave", folder => File.AppendAllText(Path.Combine(folder, "mysqld.cnf"), "replicate-ignore-db = d\n"));
            await pair.StartThreadsAsync();
        }

        await Client.ExecuteAsync(pair.Source, "USE d; INSERT INTO d.t VALUES (2, 'hidden')");

        var finding = await pair.DiagnoseAsync(FindingKind.Filter);

        Assert.Contains(finding.Evidence, line => line.EndsWith(" = d", StringComparison.Ordinal));
        await pair.MendAsync(RepairMode.Rebuild);
    }

    [Fact]
    public async Task Skipped_errors_that_hide_a_difference()
    {
        await pair.BeginAsync();
        await pair.BounceAsync("slave", folder => File.AppendAllText(Path.Combine(folder, "mysqld.cnf"), "slave-skip-errors = 1062\n"));
        await pair.StartThreadsAsync();
        await pair.WriteToReplicaAsync("INSERT INTO d.t VALUES (2, 'mine')");
        await Client.ExecuteAsync(pair.Source, "INSERT INTO d.t VALUES (2, 'yours')");
        (await pair.Topology.VerifySyncAsync(TestContext.Current.CancellationToken)).ThrowUnlessInSync();

        var finding = await pair.DiagnoseAsync(FindingKind.SkippedErrors);

        Assert.Contains("skip errors: 1062", finding.Evidence);
        await pair.MendAsync(RepairMode.Rebuild);
    }

    private async Task CauseDuplicateKeyAsync()
    {
        await pair.WriteToReplicaAsync("INSERT INTO d.t VALUES (2, 'mine')");
        await Client.ExecuteAsync(pair.Source, "INSERT INTO d.t VALUES (2, 'yours')");
        await pair.UntilApplierStopsAsync();
    }

    /// <summary>Runs the statements that a remedy begins with.</summary>
    private Task ObeyAsync(string remedy)
    {
        const string Where = "On slave: ";
        Assert.StartsWith(Where, remedy, StringComparison.Ordinal);
        return Client.ExecuteAsync(pair.Replica, remedy[Where.Length..remedy.IndexOf("; then --target=Repair", StringComparison.Ordinal)]);
    }
}
