using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Diagnosis;

/// <summary>Failures by which data differ.</summary>
public abstract partial class FailureTests<TPair>
{
    [Fact]
    public async Task A_duplicate_key()
    {
        await Pair.BeginAsync();
        await CauseDuplicateKeyAsync();

        var finding = await Pair.DiagnoseAsync(FindingKind.DuplicateKey);

        Assert.Contains(finding.Evidence, line => line.Contains("Duplicate entry '2'", StringComparison.Ordinal));
        Assert.Contains(finding.Evidence, line => line.StartsWith("event: mysql-bin.", StringComparison.Ordinal) && line.Contains("Write_rows", StringComparison.Ordinal));
        Assert.Equal(Pair.IsModern, finding.Evidence.Any(line => line.StartsWith("worker: error 1062", StringComparison.Ordinal)));
        Assert.False((await Pair.RepairAsync()).Remaining.IsHealthy);
        await ObeyAsync(finding.Remedy);
        await Pair.MendAsync();
        Assert.Equal("yours", await Client.ScalarAsync(Pair.Replica, "SELECT text FROM d.t WHERE id = 2"));
    }

    [Fact]
    public async Task A_transaction_is_left_out_only_when_told_and_is_named()
    {
        await Pair.BeginAsync();
        await CauseDuplicateKeyAsync();
        await Client.ExecuteAsync(Pair.Source, "INSERT INTO d.t VALUES (3, 'later')");

        var report = await Pair.RepairAsync(RepairMode.Skip);

        Assert.Empty(report.Remaining.Findings);
        Assert.Contains(report.Steps, step => step.StartsWith("slave: leaving out the transaction ", StringComparison.Ordinal) && step.Contains("Write_rows", StringComparison.Ordinal));
        Assert.Equal("mine", await Client.ScalarAsync(Pair.Replica, "SELECT text FROM d.t WHERE id = 2"));
        await Pair.WriteToReplicaAsync("UPDATE d.t SET text = 'yours' WHERE id = 2");
        await Pair.AssertSameAsync();
    }

    [Fact]
    public async Task A_missing_row()
    {
        await Pair.BeginAsync();
        await Pair.WriteToReplicaAsync("DELETE FROM d.t WHERE id = 1");
        await Client.ExecuteAsync(Pair.Source, "UPDATE d.t SET text = 'b' WHERE id = 1");
        await Pair.UntilApplierStopsAsync();

        var finding = await Pair.DiagnoseAsync(FindingKind.MissingRow);

        Assert.Contains("Mend the row on the replica", finding.Remedy, StringComparison.Ordinal);
        await Pair.WriteToReplicaAsync("INSERT INTO d.t VALUES (1, 'a')");
        await Pair.MendAsync();
    }

    [Fact]
    public async Task A_missing_table()
    {
        await Pair.BeginAsync();
        await Client.ExecuteAsync(Pair.Source, "CREATE TABLE d.empty (id INT PRIMARY KEY, text VARCHAR(20) DEFAULT 'it''s')");
        (await Pair.Topology.VerifySyncAsync(TestContext.Current.CancellationToken)).ThrowUnlessInSync();
        await Pair.WriteToReplicaAsync("DROP TABLE d.empty");
        await Client.ExecuteAsync(Pair.Source, "INSERT INTO d.empty VALUES (1, 'a')");
        await Pair.UntilApplierStopsAsync();

        var finding = await Pair.DiagnoseAsync(FindingKind.MissingObject);

        await ObeyAsync(finding.Remedy);
        await Pair.MendAsync();
        Assert.Equal("a", await Client.ScalarAsync(Pair.Replica, "SELECT text FROM d.empty"));
    }

    /// <summary>An account, since MariaDB lets a table replace that of the same name.</summary>
    [Fact]
    public async Task An_account_that_is_there_already()
    {
        await Pair.BeginAsync();
        await Pair.WriteToReplicaAsync("CREATE USER 'twice'@'%' IDENTIFIED BY 'hush'");
        await Client.ExecuteAsync(Pair.Source, "CREATE USER 'twice'@'%' IDENTIFIED BY 'hush'");
        await Pair.UntilApplierStopsAsync();

        var finding = await Pair.DiagnoseAsync(FindingKind.ExistingObject);

        Assert.DoesNotContain(finding.Evidence, line => line.Contains("hush", StringComparison.Ordinal));
        Assert.Contains(finding.Evidence, line => line.EndsWith("IDENTIFIED ***", StringComparison.Ordinal));
        await Pair.WriteToReplicaAsync("DROP USER 'twice'@'%'");
        await Pair.MendAsync();
        await Client.ExecuteAsync(Pair.Source, "DROP USER 'twice'@'%'");
    }

    [Fact]
    public async Task A_column_of_another_type()
    {
        await Pair.BeginAsync();
        await Pair.WriteToReplicaAsync("UPDATE d.t SET text = '1'; ALTER TABLE d.t MODIFY text INT");
        await Client.ExecuteAsync(Pair.Source, "INSERT INTO d.t VALUES (2, 'b')");
        await Pair.UntilApplierStopsAsync();

        await Pair.DiagnoseAsync(FindingKind.TypeMismatch);

        await Pair.WriteToReplicaAsync("ALTER TABLE d.t MODIFY text VARCHAR(20); UPDATE d.t SET text = 'a'");
        await Pair.MendAsync();
    }

    /// <summary>A filter, a skipped error and a write on the replica: all of them let both threads run and rows differ.</summary>
    [Fact]
    public async Task What_hides_differences_without_an_error()
    {
        await Pair.BeginAsync();
        await Client.ExecuteAsync(Pair.Source, "CREATE DATABASE hidden; CREATE TABLE hidden.t (id INT PRIMARY KEY)");
        // DDL of MySQL 5.6 does not survive a kill in its middle.
        (await Pair.Topology.VerifySyncAsync(TestContext.Current.CancellationToken)).ThrowUnlessInSync();
        var options = "slave-skip-errors = 1062\n" + (Pair.IsModern ? "" : "replicate-ignore-db = hidden\n");
        await Pair.BounceAsync("slave", folder => File.AppendAllText(Path.Combine(folder, "mysqld.cnf"), options));
        if (Pair.IsModern)
        {
            await Pair.StopAsync();
            await Client.ExecuteAsync(Pair.Replica, "CHANGE REPLICATION FILTER REPLICATE_IGNORE_DB = (hidden)");
        }

        await Pair.StartThreadsAsync();
        await Client.ExecuteAsync(Pair.Source, "USE hidden; INSERT INTO hidden.t VALUES (1)");
        await Pair.WriteToReplicaAsync("INSERT INTO d.t VALUES (2, 'mine')");
        await Client.ExecuteAsync(Pair.Source, "INSERT INTO d.t VALUES (2, 'yours')");
        (await Pair.Topology.VerifySyncAsync(TestContext.Current.CancellationToken)).ThrowUnlessInSync();
        await Pair.WriteToReplicaAsync("INSERT INTO d.t VALUES (9, 'errant')", isLogged: true);

        var filter = await Pair.DiagnoseAsync(FindingKind.Filter);
        var skipped = await Pair.DiagnoseAsync(FindingKind.SkippedErrors);
        var errant = await Pair.DiagnoseAsync(FindingKind.ErrantTransactions);

        Assert.Contains("Replicate_Ignore_DB = hidden", filter.Evidence);
        Assert.Contains("skip errors: 1062", skipped.Evidence);
        Assert.Contains(errant.Evidence, line => line.StartsWith("only on slave: ", StringComparison.Ordinal));
        Assert.False((await Pair.RepairAsync()).Remaining.IsHealthy);
        await Pair.MendAsync(RepairMode.Rebuild);
        Assert.Equal("1", await Client.ScalarAsync(Pair.Replica, "SELECT COUNT(*) FROM hidden.t"));
        await Client.ExecuteAsync(Pair.Source, "DROP DATABASE hidden");
    }

    private async Task CauseDuplicateKeyAsync()
    {
        await Pair.WriteToReplicaAsync("INSERT INTO d.t VALUES (2, 'mine')");
        await Client.ExecuteAsync(Pair.Source, "INSERT INTO d.t VALUES (2, 'yours')");
        await Pair.UntilApplierStopsAsync();
    }

    /// <summary>Runs the statements that a remedy begins with.</summary>
    private Task ObeyAsync(string remedy)
    {
        const string Where = "On slave: ";
        Assert.StartsWith(Where, remedy, StringComparison.Ordinal);
        return Client.ExecuteAsync(Pair.Replica, remedy[Where.Length..remedy.IndexOf("; then --target=Repair", StringComparison.Ordinal)]);
    }
}
