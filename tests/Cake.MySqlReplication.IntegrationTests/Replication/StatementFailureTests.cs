using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using MySqlConnector;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Replication;

/// <summary>A server that hangs, refuses or goes away: the error names the server, what was asked of it, and the remedy.</summary>
public sealed class StatementFailureTests
{
    private const int SyncSeconds = 3;

    public static TheoryData<string> Servers => TestPlace.EachServer;

    public static TheoryData<string> Quickest => TestPlace.Quickest;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_locked_source_is_not_waited_for_beyond_the_time_limit(string server)
    {
        await using var sandbox = new Sandbox();
        var topology = await StartAsync(sandbox, server);
        await using var holder = await LockAsync(topology.Servers[0]);

        var exception = await Assert.ThrowsAsync<MySqlReplicationException>(() => topology.VerifySyncAsync(Token).WaitAsync(TimeSpan.FromSeconds(20), Token));

        Assert.Contains($"Writing the check's row did not end within {SyncSeconds} seconds (--sync-timeout) on master (127.0.0.1:", exception.Message, StringComparison.Ordinal);
        Assert.Contains("SHOW FULL PROCESSLIST", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Quickest))]
    public async Task A_statement_that_hangs_can_be_cancelled(string server)
    {
        await using var sandbox = new Sandbox();
        var topology = await StartAsync(sandbox, server, syncSeconds: 60);
        await using var holder = await LockAsync(topology.Servers[0]);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var check = topology.VerifySyncAsync(cancellation.Token);
        await Client.EventuallyAsync(topology.Servers[0], "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'INSERT INTO mysql_replication_check%'", "1");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check.WaitAsync(TimeSpan.FromSeconds(15), Token));
    }

    [Theory]
    [MemberData(nameof(Quickest))]
    public async Task A_source_that_goes_away_is_named_with_how_to_start_it(string server)
    {
        await using var sandbox = new Sandbox();
        var topology = await StartAsync(sandbox, server, syncSeconds: 60);
        await using var holder = await LockAsync(topology.Servers[0]);

        var check = topology.VerifySyncAsync(Token);
        await Client.EventuallyAsync(topology.Servers[0], "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'INSERT INTO mysql_replication_check%'", "1");
        await TestPlace.Named(server).Probe(sandbox).KillAsync("master");

        var exception = await Assert.ThrowsAsync<MySqlReplicationException>(() => check.WaitAsync(TimeSpan.FromSeconds(15), Token));
        Assert.Contains("Writing the check's row failed on master (127.0.0.1:", exception.Message, StringComparison.Ordinal);
        Assert.Contains("the server went away", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Run --target=VerifySync: it starts what is down.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Quickest))]
    public async Task A_server_that_has_ended_is_named_with_the_end_of_its_error_log(string server)
    {
        await using var sandbox = new Sandbox();
        var topology = await StartAsync(sandbox, server, syncSeconds: 60);
        await TestPlace.Named(server).Probe(sandbox).KillAsync("slave");

        var exception = await Assert.ThrowsAsync<MySqlReplicationException>(() => topology.VerifySyncAsync(Token));

        Assert.Contains("slave does not answer on 127.0.0.1:", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Run --target=VerifySync: it starts what is down. It has ended.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("The end of its error log:", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ready for connections.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Quickest))]
    public async Task GTIDs_that_were_turned_off_are_named_with_the_option(string server)
    {
        const string Password = "se'cret";
        await using var sandbox = new Sandbox();
        var topology = sandbox.Open(TestPlace.Named(server).SettingsOrSkip(sandbox) with
        {
            Positioning = Positioning.Gtid,
            ReplicationPassword = Password,
        });
        await topology.PrepareAsync(Token);
        AppendToOptionFiles(sandbox, "gtid_mode = OFF\nenforce_gtid_consistency = OFF");
        await topology.StartAllAsync(Token);

        var exception = await Assert.ThrowsAsync<MySqlReplicationException>(() => topology.ConfigureReplicationAsync(Token));

        Assert.Contains("Pointing the replica at its source failed on slave (127.0.0.1:", exception.Message, StringComparison.Ordinal);
        Assert.Contains("(error 1777). GTIDs are off there. Remove gtid_mode from --server-option", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Quickest))]
    public async Task A_server_that_may_not_listen_is_named_with_the_option(string server)
    {
        await using var sandbox = new Sandbox();
        // It has to have started by then, on a busy machine, too.
        var topology = sandbox.Open(TestPlace.Named(server).SettingsOrSkip(sandbox) with { StartTimeout = TimeSpan.FromSeconds(30) });
        await topology.PrepareAsync(Token);
        AppendToOptionFiles(sandbox, "skip-networking");

        var exception = await Assert.ThrowsAsync<MySqlReplicationException>(() => topology.StartSourceAsync(Token));

        Assert.Contains("The server does not listen where it is looked for: remove skip-networking", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"Docker {TestServer.MySql97}")]
    public async Task A_server_that_is_read_only_before_it_has_its_accounts_is_named_with_the_option(string server)
    {
        await using var sandbox = new Sandbox();
        var topology = sandbox.Open(TestPlace.Named(server).SettingsOrSkip(sandbox));
        await topology.PrepareAsync(Token);
        AppendToOptionFiles(sandbox, "super_read_only = ON");

        var exception = await Assert.ThrowsAsync<MySqlReplicationException>(() => topology.StartSourceAsync(Token));

        Assert.Contains("The server was read-only before it had its accounts: remove read_only and super_read_only", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Sets what --server-option refuses, as a user may by hand.</summary>
    private static void AppendToOptionFiles(Sandbox sandbox, string lines)
    {
        foreach (var server in new[] { "master", "slave" })
            File.AppendAllText(Path.Combine(sandbox.Base, server, "mysqld.cnf"), lines + "\n");
    }

    private static Task<RunningTopology> StartAsync(Sandbox sandbox, string server, int syncSeconds = SyncSeconds) => StartAsync(
        sandbox, TestPlace.Named(server).SettingsOrSkip(sandbox), TimeSpan.FromSeconds(syncSeconds));

    /// <summary>Started with the usual limit: only what follows is to be short.</summary>
    private static async Task<RunningTopology> StartAsync(Sandbox sandbox, ReplicationSettings settings, TimeSpan limit)
    {
        await sandbox.StartAsync(settings);
        return sandbox.Open(settings with { SyncTimeout = limit });
    }

    private static async Task<MySqlConnection> LockAsync(RunningServer server)
    {
        var connection = new MySqlConnection(server.GetConnectionString() + ";Pooling=false");
        await connection.OpenAsync(Token);
        await using var command = new MySqlCommand("FLUSH TABLES WITH READ LOCK", connection);
        await command.ExecuteNonQueryAsync(Token);
        return connection;
    }
}
