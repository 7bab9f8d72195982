using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Diagnosis;

public sealed class ChainOfMySql56ByGtid() : ShapeToBreak(TestServer.MySql56, TopologyShape.Chain, Positioning.Gtid);

public sealed class ChainOfMariaDbByFile() : ShapeToBreak(TestServer.MariaDb1011, TopologyShape.Chain, Positioning.File);

public sealed class RingOfMariaDb() : ShapeToBreak(TestServer.MariaDb1011, TopologyShape.SourceSource, Positioning.Gtid);

public sealed class RingOfMySql56() : ShapeToBreak(TestServer.MySql56, TopologyShape.SourceSource, Positioning.Gtid);

public sealed class FanInOfMariaDb() : ShapeToBreak(TestServer.MariaDb1011, TopologyShape.FanIn, Positioning.Gtid);

public sealed class FanInOfMySql97() : ShapeToBreak(TestServer.MySql97, TopologyShape.FanIn, Positioning.Gtid);

/// <summary>
/// A topology of more than one source and its replicas that is broken, diagnosed and mended by one test after the other. One
/// that a test leaves broken is made anew for the next.
/// </summary>
public abstract class ShapeToBreak(string server, TopologyShape shape, Positioning positioning) : IAsyncLifetime
{
    private readonly Sandbox _sandbox = new();
    private readonly TestPlace _place = new(EngineKind.Process, server);
    private ReplicationSettings _settings = null!;

    public RunningTopology Topology { get; private set; } = null!;

    public string Base => _sandbox.Base;

    internal IServerProbe Probe => _place.Probe(_sandbox);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Obstacle => _place.Obstacle ?? "";

    /// <summary>Tables to write to, each with the server to do it on.</summary>
    private IEnumerable<(RunningServer Server, string Schema)> Written => shape switch
    {
        TopologyShape.FanIn => Topology.Servers.Where(each => each.Role == ServerRole.Source).Select((each, index) => (each, index == 0 ? "d" : "e")),
        _ => [(Topology.Servers[0], "d")],
    };

    public async ValueTask InitializeAsync()
    {
        if (_place.Obstacle is not null)
            return;
        _settings = _place.SettingsOrSkip(_sandbox) with
        {
            Topology = shape,
            Positioning = positioning,
            Replicas = shape == TopologyShape.Chain ? 3 : 1,
            Sources = shape == TopologyShape.SourceSource ? 3 : null,
            SyncTimeout = TimeSpan.FromSeconds(15),
            Verify = VerifyLevel.Full,
        };
        _settings = Sandbox.WithOwnPorts(_settings);
        Topology = await _sandbox.StartAsync(_settings);
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A table with the row (1, 'a') on all servers that are to have it, and nothing wrong with them.</summary>
    public async Task BeginAsync()
    {
        Assert.SkipWhen(Obstacle.Length > 0, Obstacle);
        try
        {
            await FillAsync();
            Assert.Empty((await Topology.DiagnoseAsync(Token)).Findings);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            TestContext.Current.SendDiagnosticMessage($"begun anew: {exception.Message}");
            await _sandbox.Open(_settings).TeardownAsync(Token);
            Topology = await _sandbox.StartAsync(_settings);
            await FillAsync();
        }
    }

    public RunningServer Server(string name) => Topology.Servers.Single(each => each.Name == name);

    /// <summary>Runs what the server calls it, on one of its channels.</summary>
    internal Task ExecuteAsync(string name, Func<Dialect, string> statement) =>
        Client.ExecuteAsync(Server(name), statement(Dialect.For(_place.Server == TestServer.MariaDb1011 ? new ServerVersion(true, new Version(10, 11, 19)) :
            new ServerVersion(false, _place.Server == TestServer.MySql97 ? new Version(9, 7, 4) : new Version(5, 6, 24)))));

    /// <summary>Changes one thing of a channel's connection; PART is MASTER or SOURCE.</summary>
    public async Task ChangeAsync(string name, string parts, string channel = "")
    {
        await ExecuteAsync(name, dialect => dialect.StopReplica(channel));
        var text = server switch
        {
            TestServer.MySql97 => $"CHANGE REPLICATION SOURCE TO {parts.Replace("PART", "SOURCE", StringComparison.Ordinal)}" + (channel.Length > 0 ? $" FOR CHANNEL '{channel}'" : ""),
            _ => $"CHANGE MASTER {(channel.Length > 0 ? $"'{channel}' " : "")}TO {parts.Replace("PART", "MASTER", StringComparison.Ordinal)}",
        };
        await Client.ExecuteAsync(Server(name), text);
        await ExecuteAsync(name, dialect => dialect.StartReplica(channel));
    }

    /// <summary>Writes on a server, behind replication's back or as transactions of its own.</summary>
    public async Task WriteToAsync(string name, string sql, bool isLogged = false)
    {
        var isProtected = server == TestServer.MySql97 && Server(name).Role == ServerRole.Replica;
        if (isProtected)
            await Client.ExecuteAsync(Server(name), "SET GLOBAL super_read_only = OFF");
        await Client.ExecuteAsync(Server(name), $"SET SESSION sql_log_bin = {(isLogged ? 1 : 0)}; {sql}");
        if (isProtected)
            await Client.ExecuteAsync(Server(name), "SET GLOBAL super_read_only = ON");
    }

    /// <summary>The one finding that there is, of this kind on this server.</summary>
    public async Task<Finding> DiagnoseAsync(FindingKind kind, string on)
    {
        var limit = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var findings = (await Topology.DiagnoseAsync(Token)).Findings;
            if (findings.Count == 1 && (findings[0].Kind, findings[0].Server) == (kind, on))
                return findings[0];
            // An error shows itself when an event arrives.
            Assert.True(TimeProvider.System.GetElapsedTime(limit) < TimeSpan.FromSeconds(30), $"Not {kind} on {on}: {string.Join('\n', findings.Select(finding => $"{finding.Server} {finding.Kind} {finding.Cause} | {string.Join(" | ", finding.Evidence)}"))}");
            await Task.Delay(50, Token);
        }
    }

    /// <summary>Opens the topology as a build does that asks for something else.</summary>
    internal RunningTopology With(Func<ReplicationSettings, ReplicationSettings> change) => _sandbox.Open(change(_settings));

    /// <summary>Repairs, after which nothing is wrong, and all rows are the same.</summary>
    public async Task<RepairReport> MendAsync(RepairMode mode = RepairMode.Auto, string? replica = null)
    {
        var report = await With(settings => settings with { Repair = mode, Replica = replica }).RepairAsync(Token);
        Assert.True(report.Remaining.IsHealthy, $"Left: {string.Join('\n', report.Remaining.Findings.Select(finding => $"{finding.Server} {finding.Kind} {finding.Cause} | {string.Join(" | ", finding.Evidence)}"))}\nafter: {string.Join('\n', report.Steps)}");
        await AssertSameAsync();
        return report;
    }

    public async Task AssertSameAsync() => (await Topology.VerifySyncAsync(Token)).ThrowUnlessInSync();

    private async Task FillAsync()
    {
        foreach (var (source, schema) in Written)
            await Client.ExecuteAsync(source, $"DROP DATABASE IF EXISTS {schema}; CREATE DATABASE {schema}; CREATE TABLE {schema}.t (id INT PRIMARY KEY, text VARCHAR(20)) ENGINE = InnoDB; INSERT INTO {schema}.t VALUES (1, 'a')");
        await AssertSameAsync();
    }
}
