using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Diagnosis;

public sealed class BrokenMySql56ByGtid() : PairToBreak(EngineKind.Process, TestServer.MySql56, Positioning.Gtid);

public sealed class BrokenMySql56ByFile() : PairToBreak(EngineKind.Process, TestServer.MySql56, Positioning.File);

public sealed class BrokenMariaDbByGtid() : PairToBreak(EngineKind.Process, TestServer.MariaDb1011, Positioning.Gtid);

public sealed class BrokenMySql97ByGtid() : PairToBreak(EngineKind.Process, TestServer.MySql97, Positioning.Gtid);

public sealed class BrokenMySql56InContainers() : PairToBreak(EngineKind.Docker, TestServer.MySql56, Positioning.Gtid);

/// <summary>
/// A pair that is broken, diagnosed and mended by one test after the other. One that a test leaves broken is made anew for
/// the next.
/// </summary>
public abstract class PairToBreak(EngineKind engine, string server, Positioning positioning) : IAsyncLifetime
{
    private readonly Sandbox _sandbox = new();
    private ReplicationSettings _settings = null!;

    /// <summary>Why there is no pair; null where there is one.</summary>
    public string? Obstacle { get; private set; }

    public string Server => server;

    public bool ByGtid => positioning == Positioning.Gtid;

    public bool IsMariaDb => server == TestServer.MariaDb1011;

    public bool IsModern => server == TestServer.MySql97;

    public bool InContainers => engine == EngineKind.Docker;

    public RunningTopology Topology { get; private set; } = null!;

    public RunningServer Source => Topology.Servers[0];

    public RunningServer Replica => Topology.Servers[1];

    public string Base => _sandbox.Base;

    public string LogText => _sandbox.Context.LogText;

    internal IServerProbe Probe => new TestPlace(engine, server).Probe(_sandbox);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What the server calls a replica, and a source in CHANGE.</summary>
    public (string Replica, string Source, string Change) Words =>
        IsModern ? ("REPLICA", "SOURCE", "CHANGE REPLICATION SOURCE") : ("SLAVE", "MASTER", "CHANGE MASTER");

    public async ValueTask InitializeAsync()
    {
        var place = new TestPlace(engine, server);
        Obstacle = place.Obstacle;
        if (Obstacle is null)
        {
            _settings = Sandbox.WithOwnPorts(place.SettingsOrSkip(_sandbox)) with { Positioning = positioning, SyncTimeout = TimeSpan.FromSeconds(15) };
            Topology = await _sandbox.StartAsync(_settings);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The table d.t with the row (1, 'a') on both servers, and nothing wrong with them.</summary>
    public async Task BeginAsync()
    {
        Assert.SkipWhen(Obstacle is not null, Obstacle ?? "");
        try
        {
            await FillAsync();
            Assert.Empty((await Topology.DiagnoseAsync(Token)).Findings);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await RestartAfreshAsync();
            await FillAsync();
        }
    }

    public async Task RestartAfreshAsync()
    {
        await _sandbox.Open(_settings).TeardownAsync(Token);
        Topology = await _sandbox.StartAsync(_settings);
    }

    /// <summary>The one finding of the kind on the server.</summary>
    public async Task<Finding> DiagnoseAsync(FindingKind kind, string on = "slave")
    {
        var report = await Topology.DiagnoseAsync(Token);
        var found = report.Findings.Where(finding => finding.Kind == kind && finding.Server == on).ToList();
        Assert.True(found.Count == 1, $"{kind} on {on} is not what was found: {LogText[^Math.Min(3000, LogText.Length)..]}");
        return found[0];
    }

    public Task<RepairReport> RepairAsync(RepairMode mode = RepairMode.Auto) => _sandbox.Open(_settings with { Repair = mode }).RepairAsync(Token);

    /// <summary>Repairs, after which nothing is wrong, and both servers hold the same rows.</summary>
    public async Task<RepairReport> MendAsync(RepairMode mode = RepairMode.Auto)
    {
        var report = await RepairAsync(mode);
        Assert.True(report.Remaining.IsHealthy, $"Left after the repair: {LogText[^Math.Min(3000, LogText.Length)..]}");
        report.ThrowUnlessRepaired();
        await AssertSameAsync();
        return report;
    }

    public async Task AssertSameAsync()
    {
        const string Rows = "SELECT GROUP_CONCAT(CONCAT(id, text) ORDER BY id) FROM d.t";
        (await Topology.VerifySyncAsync(Token)).ThrowUnlessInSync();
        Assert.Equal(await Client.ScalarAsync(Source, Rows), await Client.ScalarAsync(Replica, Rows));
    }

    public Task StopAsync(string thread = "") => Client.ExecuteAsync(Replica, $"STOP {Words.Replica} {thread}");

    public Task StartAsync(string thread = "") => Client.ExecuteAsync(Replica, $"START {Words.Replica} {thread}");

    /// <summary>Changes one thing of the replica's connection; PART is MASTER or SOURCE.</summary>
    public async Task ChangeAsync(string parts)
    {
        await StopAsync();
        await Client.ExecuteAsync(Replica, $"{Words.Change} TO {parts.Replace("PART", Words.Source, StringComparison.Ordinal)}");
        await StartAsync();
    }

    /// <summary>Positions by file, as those do who follow an old walkthrough.</summary>
    public Task PlaceAsync(string file, long position) =>
        ChangeAsync($"{(IsMariaDb ? "MASTER_USE_GTID = no" : "PART_AUTO_POSITION = 0")}, PART_LOG_FILE = '{file}', PART_LOG_POS = {position}");

    public async Task<(string File, long Position)> EndOfLogAsync()
    {
        var query = IsModern ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";
        return ((await Client.ColumnAsync(Source, query, "File"))!,
            long.Parse((await Client.ColumnAsync(Source, query, "Position"))!, System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>What is recorded of the topology.</summary>
    public Task<string> StateAsync() => File.ReadAllTextAsync(Path.Combine(Base, "mysql-replication.state.json"), Token);

    /// <summary>Writes on the replica, behind replication's back or as transactions of its own.</summary>
    public async Task WriteToReplicaAsync(string sql, bool isLogged = false)
    {
        if (IsModern)
            await Client.ExecuteAsync(Replica, "SET GLOBAL super_read_only = OFF");
        await Client.ExecuteAsync(Replica, $"SET SESSION sql_log_bin = {(isLogged ? 1 : 0)}; {sql}");
        if (IsModern)
            await Client.ExecuteAsync(Replica, "SET GLOBAL super_read_only = ON");
    }

    /// <summary>Ends a server and starts it again without preparing it, so that files that were changed stay as they are.</summary>
    public async Task BounceAsync(string name, Action<string>? whileDown = null)
    {
        await Probe.KillAsync(name);
        whileDown?.Invoke(Path.Combine(Base, name));
        await _sandbox.Open(_settings).StartAllAsync(Token);
    }

    /// <summary>Starts what a killed server does not start by itself, and waits until it runs.</summary>
    public async Task StartThreadsAsync()
    {
        await StartAsync();
        await UntilAsync("Slave_IO_Running", value => value == "Yes");
    }

    /// <summary>Waits for the replica's status to have a value in a column, under its old or new name.</summary>
    public async Task UntilAsync(string column, Func<string?, bool> isAsExpected)
    {
        var start = TimeProvider.System.GetTimestamp();
        string? last;
        do
        {
            last = await Client.ColumnAsync(Replica, $"SHOW {Words.Replica} STATUS", column, column.Replace("Slave_", "Replica_", StringComparison.Ordinal));
            if (isAsExpected(last))
                return;
            await Task.Delay(20, Token);
        }
        while (TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(60));

        Assert.Fail($"{column} is {last}");
    }

    public Task UntilApplierStopsAsync() => UntilAsync("Slave_SQL_Running", value => value == "No");

    private async Task FillAsync()
    {
        await Client.ExecuteAsync(Source, "DROP DATABASE IF EXISTS d; CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY, text VARCHAR(20)); INSERT INTO d.t VALUES (1, 'a')");
        (await Topology.VerifySyncAsync(Token)).ThrowUnlessInSync();
    }
}
