using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Replication;

/// <summary>A verification that must fail: it names the replica, the server's own error, the cause and the remedy.</summary>
public sealed class FailedVerificationTests
{
    public static TheoryData<string> Servers => TestPlace.EachServer;

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_duplicate_key(string server)
    {
        var message = await BrokenReplica.VerifyAsync(server, async (source, replica, isModern) =>
        {
            await BrokenReplica.WriteToReplicaAsync(replica, isModern, "INSERT INTO d.t VALUES (2, 'mine')");
            await Client.ExecuteAsync(source, "INSERT INTO d.t VALUES (2, 'yours')");
        });

        Assert.Contains("slave: The applier (SQL thread) reports error 1062:", message, StringComparison.Ordinal);
        Assert.Contains("Duplicate entry '2' for key", message, StringComparison.Ordinal);
        Assert.Contains("somebody wrote to the replica", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_stopped_applier(string server)
    {
        var message = await BrokenReplica.VerifyAsync(server, (_, replica, isModern) =>
            Client.ExecuteAsync(replica, $"STOP {(isModern ? "REPLICA" : "SLAVE")} SQL_THREAD"));

        Assert.Contains("The applier (SQL thread) is stopped, and no error is recorded", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_stopped_receiver(string server)
    {
        var message = await BrokenReplica.VerifyAsync(server, (_, replica, isModern) =>
            Client.ExecuteAsync(replica, $"STOP {(isModern ? "REPLICA" : "SLAVE")} IO_THREAD"));

        Assert.Contains("The receiver (IO thread) is stopped, and no error is recorded", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_transaction_of_the_replicas_own(string server)
    {
        var message = await BrokenReplica.VerifyAsync(server, (_, replica, isModern) =>
            BrokenReplica.WriteToReplicaAsync(replica, isModern, "CREATE DATABASE errant", isLogged: true));

        // Under gtid_strict_mode, MariaDB's own applier notices it as well.
        var errant = message.Contains("error 1950", StringComparison.Ordinal) ? "The replica was written to by itself" : "It has transactions that the source has not (";
        Assert.Contains(errant, message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_table_that_was_dropped_on_the_replica(string server)
    {
        var message = await BrokenReplica.VerifyAsync(server, (_, replica, isModern) =>
            BrokenReplica.WriteToReplicaAsync(replica, isModern, "DROP TABLE d.t"));

        Assert.Contains("The table d.t of master is missing on slave: somebody dropped it there, or a filter hides it.", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task An_empty_schema_that_was_dropped_on_the_replica(string server)
    {
        var message = await BrokenReplica.VerifyAsync(server, async (source, replica, isModern) =>
        {
            await Client.ExecuteAsync(source, "CREATE DATABASE nothing");
            await Client.EventuallyAsync(replica, "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'nothing'", "1");
            await BrokenReplica.WriteToReplicaAsync(replica, isModern, "DROP DATABASE nothing");
        });

        Assert.Contains("The schema nothing of master is missing on slave: somebody dropped it there, or a filter hides it.", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_replication_filter(string server)
    {
        var place = TestPlace.Named(server);
        await using var sandbox = new Sandbox();
        var topology = sandbox.Open(place.SettingsOrSkip(sandbox) with
        {
            SyncTimeout = TimeSpan.FromSeconds(8),
            ServerOptions = [new ServerOption("replicate-do-db", "mine", "slave")],
        });
        await topology.PrepareAsync(TestContext.Current.CancellationToken);
        await topology.StartAllAsync(TestContext.Current.CancellationToken);
        await topology.ConfigureReplicationAsync(TestContext.Current.CancellationToken);

        var report = await topology.VerifySyncAsync(TestContext.Current.CancellationToken);

        // Some servers leave the filtered transactions' GTIDs out, others note them as empty ones.
        var message = Assert.Throws<MySqlReplicationException>(report.ThrowUnlessInSync).Message;
        Assert.Contains("a replication filter or a skipped", message, StringComparison.Ordinal);
        Assert.DoesNotContain("it lags", message, StringComparison.Ordinal);
        Assert.True(report.DurationMilliseconds < 8000, $"{report.DurationMilliseconds} ms");
    }

    [Theory]
    [MemberData(nameof(TestPlace.Quickest), MemberType = typeof(TestPlace))]
    public async Task A_transaction_that_was_skipped(string server)
    {
        var message = await BrokenReplica.VerifyAsync(server, async (source, replica, _) =>
        {
            await Client.ExecuteAsync(replica, "STOP SLAVE");
            await Client.ExecuteAsync(source, "INSERT INTO d.t VALUES (3, 'skipped')");
            var file = await Client.ColumnAsync(source, "SHOW MASTER STATUS", "File");
            var position = await Client.ColumnAsync(source, "SHOW MASTER STATUS", "Position");
            await Client.ExecuteAsync(replica, $"CHANGE MASTER TO MASTER_AUTO_POSITION = 0, MASTER_LOG_FILE = '{file}', MASTER_LOG_POS = {position}; START SLAVE");
        });

        Assert.Contains("and yet it lacks the transactions ", message, StringComparison.Ordinal);
        Assert.Contains("a replication filter or a skipped transaction left them out", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_changed_password_of_the_replication_account(string server)
    {
        var message = await BrokenReplica.VerifyAsync(server, async (source, replica, isModern) =>
        {
            await Client.ExecuteAsync(source, isModern
                ? "ALTER USER 'repl'@'%' IDENTIFIED BY 'another'"
                : "SET SESSION sql_log_bin = 0; SET PASSWORD FOR 'repl'@'%' = PASSWORD('another')");
            var word = isModern ? "REPLICA" : "SLAVE";
            await Client.ExecuteAsync(replica, $"STOP {word} IO_THREAD; START {word} IO_THREAD");
        });

        Assert.Contains("The receiver (IO thread) reports error 1045:", message, StringComparison.Ordinal);
        Assert.Contains("The source refuses the replication account", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestPlace.Quickest), MemberType = typeof(TestPlace))]
    public async Task A_replica_that_lags_runs_into_the_time_limit_with_what_was_last_seen(string place)
    {
        await using var sandbox = new Sandbox();
        var topology = await sandbox.StartAsync(TestPlace.Named(place).SettingsOrSkip(sandbox) with { SyncTimeout = TimeSpan.FromSeconds(2) });
        await Client.ExecuteAsync(topology.Servers[1], "STOP SLAVE; CHANGE MASTER TO MASTER_DELAY = 3600; START SLAVE");

        var message = Assert.Throws<MySqlReplicationException>(
            (await topology.VerifySyncAsync(TestContext.Current.CancellationToken)).ThrowUnlessInSync).Message;

        Assert.Contains("It has not reached mysql-bin.000001:", message, StringComparison.Ordinal);
        Assert.Contains("within 2 seconds (--sync-timeout): receiver Yes", message, StringComparison.Ordinal);
    }
}
