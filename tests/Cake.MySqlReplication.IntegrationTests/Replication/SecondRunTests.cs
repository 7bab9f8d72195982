using System.Net;
using System.Net.Sockets;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Reporting.History;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Replication;

/// <summary>What a run does with servers that an earlier one has started: it asks themselves, and the engine only for what does not answer.</summary>
public sealed class SecondRunTests : IAsyncDisposable
{
    private const string AskedServers = "ask the servers";
    private const string AskedEngine = "look what runs";

    private readonly Sandbox _sandbox = new();

    public static TheoryData<string> Telling =>
    [
        new TestPlace(EngineKind.Process, TestServer.MySql97).ToString(),
        new TestPlace(EngineKind.Process, TestServer.MariaDb1011).ToString(),
        new TestPlace(EngineKind.Docker, TestServer.MySql97).ToString(),
        new TestPlace(EngineKind.Docker, TestServer.MySql56).ToString(),
    ];

    public static TheoryData<string> Quickest => TestPlace.Quickest;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TopologyPaths Paths => new(_sandbox.Base);

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [MemberData(nameof(Telling))]
    public async Task Nobody_else_is_asked_for_servers_that_answer(string server)
    {
        var settings = TestPlace.Named(server).SettingsOrSkip(_sandbox);
        await _sandbox.StartAsync(settings);

        // Servers of a machine that is busy may not answer in time.
        for (var run = 0; run < 10; run++)
        {
            await _sandbox.StartAsync(settings);
            Assert.Contains(AskedServers, LastRun());
            if (!LastRun().Contains(AskedEngine))
                return;
        }

        Assert.Fail("The engine was asked each time.");
    }

    [Theory]
    [MemberData(nameof(Quickest))]
    public async Task The_engine_is_asked_when_one_does_not_answer_and_what_is_down_is_started(string server)
    {
        var place = TestPlace.Named(server);
        var settings = Sandbox.WithOwnPorts(place.SettingsOrSkip(_sandbox));
        await _sandbox.StartAsync(settings);
        await place.Probe(_sandbox).KillAsync("slave");

        await _sandbox.StartAsync(settings);

        Assert.Contains(AskedServers, LastRun());
        Assert.Contains(AskedEngine, LastRun());
    }

    [Theory]
    [MemberData(nameof(Quickest))]
    public async Task Whoever_talks_on_the_port_of_a_server_that_is_down_is_not_taken_for_it(string server)
    {
        var place = TestPlace.Named(server);
        var settings = place.SettingsOrSkip(_sandbox);
        var port = (await _sandbox.StartAsync(settings)).Servers[1].Port;
        await place.Probe(_sandbox).KillAsync("slave");
        using var other = new TcpListener(IPAddress.Loopback, port);
        await OccupyAsync(other);
        var talking = TalkAsync(other);

        var topology = await _sandbox.StartAsync(settings);

        Assert.NotEqual(port, topology.Servers[1].Port);
        other.Stop();
        await talking;
    }

    [Fact]
    public async Task The_engine_is_asked_where_a_containers_port_is_that_of_another_server_with_the_same_password()
    {
        var settings = new TestPlace(EngineKind.Docker, TestServer.MySql97).SettingsOrSkip(_sandbox);
        await _sandbox.StartAsync(settings);
        var baseline = Baseline.Read(Paths);
        var slave = baseline.Servers["slave"];
        Assert.NotNull(baseline.UuidOf("slave"));
        Assert.NotEqual(baseline.UuidOf("master"), baseline.UuidOf("slave"));
        baseline.With("slave", slave with { Variables = new Dictionary<string, string>(slave.Variables) { ["server_uuid"] = Guid.NewGuid().ToString() } }).Write(Paths);

        await _sandbox.StartAsync(settings);

        Assert.Contains(AskedEngine, LastRun());
    }

    [Fact]
    public async Task A_lost_record_of_how_processes_were_started_is_made_again()
    {
        var place = TestPlace.QuickestProcess;
        var settings = place.SettingsOrSkip(_sandbox);
        await _sandbox.StartAsync(settings);
        await place.Probe(_sandbox).KillAsync("master");
        await place.Probe(_sandbox).KillAsync("slave");
        File.Delete(Path.Combine(_sandbox.Base, "mysql-replication.processes.json"));

        await _sandbox.StartAsync(settings);
    }

    /// <summary>The engine may hold the port of what was killed for a moment.</summary>
    private static async Task OccupyAsync(TcpListener listener)
    {
        for (var start = TimeProvider.System.GetTimestamp(); ; await Task.Delay(20, Token))
        {
            try
            {
                listener.Start();
                return;
            }
            catch (SocketException) when (TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(30))
            {
                // It is let go of soon.
            }
        }
    }

    private static async Task TalkAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(Token);
                client.Client.Send("SSH-2.0-other\r\n"u8, SocketFlags.None, out _);
            }
        }
        catch (SocketException)
        {
            // It was stopped.
        }
    }

    private IReadOnlyList<string> LastRun()
    {
        var phases = HistoryFile.Read(Paths).Select(line => line.Phase).OfType<RecordedPhase>().ToList();
        return [.. phases.Where(phase => phase.Run == phases[^1].Run).Select(phase => phase.Phase)];
    }
}
