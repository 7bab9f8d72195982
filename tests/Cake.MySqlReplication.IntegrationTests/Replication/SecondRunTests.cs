using System.Net;
using System.Net.Sockets;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Replication;
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

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly Sandbox _sandbox = new();

    public static TheoryData<string> Servers => [.. TestPlace.EachServer.Select(row => row.Data), new TestPlace(EngineKind.Docker, TestServer.MySql97).ToString()];

    public static TheoryData<string> Quickest => TestPlace.Quickest;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Nobody_else_is_asked_for_servers_that_answer(string server)
    {
        var settings = TestPlace.Named(server).SettingsOrSkip(_sandbox);
        await _sandbox.StartAsync(settings);

        await _sandbox.StartAsync(settings);

        var phases = LastRun();
        Assert.Contains(AskedServers, phases);
        Assert.DoesNotContain(AskedEngine, phases);
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
    public async Task The_engine_is_asked_where_the_password_might_be_another_servers_too(string server)
    {
        var settings = TestPlace.Named(server).SettingsOrSkip(_sandbox) with { RootPassword = "known" };
        await _sandbox.StartAsync(settings);

        await _sandbox.StartAsync(settings);

        Assert.DoesNotContain(AskedServers, LastRun());
        Assert.Contains(AskedEngine, LastRun());
    }

    [Fact]
    public async Task Neither_silence_nor_another_password_is_an_answer()
    {
        var source = (await _sandbox.StartAsync(TestPlace.QuickestProcess.SettingsOrSkip(_sandbox))).Servers[0];
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        Assert.False(await ServerConnection.AnswersAsync(source with { Port = ((IPEndPoint)silent.LocalEndpoint).Port }, TimeSpan.FromMilliseconds(100), Token));
        Assert.False(await ServerConnection.AnswersAsync(source with { Password = "another" }, Limit, Token));
        Assert.True(await ServerConnection.AnswersAsync(source, Limit, Token));
    }

    private IReadOnlyList<string> LastRun()
    {
        var phases = HistoryFile.Read(new TopologyPaths(_sandbox.Base)).Select(line => line.Phase).OfType<RecordedPhase>().ToList();
        return [.. phases.Where(phase => phase.Run == phases[^1].Run).Select(phase => phase.Phase)];
    }
}
