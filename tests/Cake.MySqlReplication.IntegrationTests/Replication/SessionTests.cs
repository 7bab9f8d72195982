using System.Net;
using System.Net.Sockets;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Replication;

/// <summary>The tool's own sessions on the servers: several checks at once, restarts, and what is left when it gives up.</summary>
public sealed class SessionTests
{
    public static TheoryData<string> Servers => TestPlace.EachServer;

    public static TheoryData<string> Quickest => TestPlace.Quickest;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Checks_at_the_same_time_do_not_disturb_each_other_and_leave_no_rows(string server)
    {
        await using var sandbox = new Sandbox();
        var settings = TestPlace.Named(server).SettingsOrSkip(sandbox);
        var topology = await sandbox.StartAsync(settings);
        await Client.ExecuteAsync(topology.Servers[0],
            "INSERT INTO mysql_replication_check.checks VALUES ('0001killed long ago', UTC_TIMESTAMP() - INTERVAL 2 HOUR), ('0001still going on', UTC_TIMESTAMP())");

        var reports = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => sandbox.Open(settings).VerifySyncAsync(Token)));

        Assert.All(reports, report => report.ThrowUnlessInSync());
        Assert.Equal("0001still going on", await Client.ScalarAsync(topology.Servers[0], "SELECT GROUP_CONCAT(token) FROM mysql_replication_check.checks"));
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task The_connection_between_the_servers_uses_TLS_just_where_the_source_has_it(string server)
    {
        await using var sandbox = new Sandbox();
        var topology = await sandbox.StartAsync(TestPlace.Named(server).SettingsOrSkip(sandbox));
        var cipher = await Client.ColumnAsync(topology.Servers[0], "SHOW SESSION STATUS LIKE 'Ssl_cipher'", "Value");

        var show = TestPlace.Named(server).Server == TestServer.MySql97 ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS";
        var allowed = await Client.ColumnAsync(topology.Servers[1], show, "Source_SSL_Allowed", "Master_SSL_Allowed");

        Assert.Equal(string.IsNullOrEmpty(cipher) ? "No" : "Yes", allowed);
    }

    [Theory]
    [MemberData(nameof(Quickest))]
    public async Task Several_replicas_are_configured_by_file_at_once(string server)
    {
        await using var sandbox = new Sandbox();
        await sandbox.StartAsync(TestPlace.Named(server).SettingsOrSkip(sandbox) with { Replicas = 3, Positioning = Positioning.File });
    }

    [Theory]
    [MemberData(nameof(Quickest))]
    public async Task A_password_that_needs_quoting_survives_restarts(string server)
    {
        var place = TestPlace.Named(server);
        await using var sandbox = new Sandbox();
        var settings = Sandbox.WithOwnPorts(place.SettingsOrSkip(sandbox)) with { RootPassword = "p@ss'word" };
        await sandbox.StartAsync(settings);
        for (var time = 0; time < 5; time++)
        {
            await place.Probe(sandbox).KillAsync("master");
            await sandbox.Open(settings).StartSourceAsync(Token);
        }
    }

    [Theory]
    [MemberData(nameof(Quickest))]
    public async Task Giving_up_on_a_server_that_does_not_answer_leaves_no_session_on_the_others(string server)
    {
        await using var sandbox = new Sandbox();
        var running = await sandbox.StartAsync(TestPlace.Named(server).SettingsOrSkip(sandbox));
        const string Count = "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = 'root'";
        await Client.EventuallyAsync(running.Servers[0], Count, "1");
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var topology = StateFile.Read(new TopologyPaths(sandbox.Base))!;
        topology = topology.With(topology.Servers[1] with { Port = ((IPEndPoint)silent.LocalEndpoint).Port });
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);

        // It is asked for what has ended only, and nothing has.
        var opening = ServerSessions.OpenAsync(topology, engine: null!, cancellation.Token);
        await Client.EventuallyAsync(running.Servers[0], Count + " AND COMMAND = 'Sleep' AND TIME >= 1", "1");
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        await Client.EventuallyAsync(running.Servers[0], Count, "1");
    }
}
