using System.Diagnostics;
using System.Text.Json.Nodes;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using MySqlConnector;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Diagnosis;

/// <summary>Failures that lie outside of replication: the disk, the version, a server that hangs, another build.</summary>
public sealed class SurroundingFailureTests : IAsyncDisposable
{
    // With no holes in the redo log's files: a server that has no room for what it writes there ends itself.
    private const string MoveToSmallDisk =
        "set -e; mkdir small; mount -t tmpfs -o size=300m tmpfs small; cp -a --sparse=never data/. small/; chown --reference=data small; " +
        "rm -rf data; mkdir data; mount --move small data || { mount --bind small data; umount small; }";

    private readonly Sandbox _sandbox = new();
    private readonly ReplicationSettings _settings;

    public SurroundingFailureTests() => _settings = TestPlace.QuickestProcess.SettingsOrSkip(_sandbox) with { SyncTimeout = TimeSpan.FromSeconds(15) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_full_disk()
    {
        var settings = Sandbox.WithOwnPorts(_settings);
        var topology = await _sandbox.StartAsync(settings);
        var (source, replica) = (topology.Servers[0], topology.Servers[1]);
        var folder = Path.Combine(_sandbox.Base, "slave", "data");
        await new ProcessProbe(_sandbox).KillAsync("slave");
        var moved = await Command.RunAsync("sh", ["-c", MoveToSmallDisk], Path.Combine(_sandbox.Base, "slave"), cancellationToken: Token);
        Assert.SkipWhen(moved.ExitCode != 0, $"A small disk to fill cannot be mounted here: {moved.Errors}");
        try
        {
            await _sandbox.StartAsync(settings);
            await Client.ExecuteAsync(replica, "STOP SLAVE SQL_THREAD");
            await Client.ExecuteAsync(source, "CREATE DATABASE d; CREATE TABLE d.t (id INT AUTO_INCREMENT PRIMARY KEY, text LONGTEXT)");
            for (var row = 0; row < 8; row++)
                await Client.ExecuteAsync(source, "INSERT INTO d.t (text) VALUES (REPEAT('x', 1000000))");
            var end = await Client.ColumnAsync(source, "SHOW MASTER STATUS", "Position");
            while (await Client.ColumnAsync(replica, "SHOW SLAVE STATUS", "Read_Master_Log_Pos") != end)
                await Task.Delay(20, Token);
            var filler = Path.Combine(folder, "filler");
            await Command.RunAsync("dd", ["if=/dev/zero", $"of={filler}", "bs=1M"], _sandbox.Folder, cancellationToken: Token);
            await Client.ExecuteAsync(replica, "START SLAVE SQL_THREAD");

            var report = await topology.DiagnoseAsync(Token);

            var finding = Assert.Single(report.Findings, found => found.Kind == FindingKind.DiskFull && found.Evidence.Any(line => line.Contains("0.0 MB free of 300 MB", StringComparison.Ordinal)));
            Assert.Equal("The disk of slave is full.", finding.Cause);
            File.Delete(filler);
            await HasNoticedRoomAsync(replica);
            (await topology.RepairAsync(Token)).ThrowUnlessRepaired();
            (await topology.VerifySyncAsync(Token)).ThrowUnlessInSync();
            Assert.Equal("8", await Client.ScalarAsync(replica, "SELECT COUNT(*) FROM d.t"));
        }
        finally
        {
            await Command.RunAsync("umount", ["--lazy", folder], _sandbox.Folder, cancellationToken: CancellationToken.None);
        }
    }

    /// <summary>A server that had no room to write to its binary log looks again after a minute, and until then tells nothing of its replication.</summary>
    private static async Task HasNoticedRoomAsync(RunningServer server)
    {
        for (var start = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                await Client.ColumnAsync(server, "SHOW SLAVE STATUS", "Slave_SQL_Running");
                return;
            }
            catch (MySqlException) when (TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(90))
            {
            }
        }
    }

    [Fact]
    public async Task A_replica_that_cannot_start_with_its_data_is_made_anew()
    {
        var settings = Sandbox.WithOwnPorts(_settings);
        var topology = await _sandbox.StartAsync(settings);
        await Client.ExecuteAsync(topology.Servers[0], "CREATE DATABASE d; CREATE TABLE d.t (id INT PRIMARY KEY); INSERT INTO d.t VALUES (42)");
        await new ProcessProbe(_sandbox).KillAsync("slave");
        await File.WriteAllTextAsync(Path.Combine(_sandbox.Base, "slave", "data", "ibdata1"), "damaged", Token);
        await Assert.ThrowsAsync<MySqlReplicationException>(() => topology.RepairAsync(Token));

        var finding = Assert.Single((await topology.DiagnoseAsync(Token)).Findings);

        Assert.Equal(("slave", FindingKind.ServerDown), (finding.Server, finding.Kind));
        Assert.Contains(finding.Evidence, line => line.Contains("[ERROR] InnoDB:", StringComparison.Ordinal));
        (await _sandbox.Open(settings with { Repair = RepairMode.Rebuild, Replica = "slave" }).RepairAsync(Token)).ThrowUnlessRepaired();
        Assert.Equal("42", await Client.ScalarAsync(topology.Servers[1], "SELECT id FROM d.t"));
    }

    [Fact]
    public async Task A_replica_of_another_family_than_its_source()
    {
        await using var other = new Sandbox();
        var foreign = new TestPlace(EngineKind.Process, TestServer.MariaDb1011).SettingsOrSkip(other);
        await StartSourceAsync(other.Open(foreign));
        var topology = _sandbox.Open(_settings);
        await StartSourceAsync(topology);
        Exchange("mysql-replication.processes.json", (mine, theirs) => mine["Installation"] = theirs["Installation"]!.DeepClone());
        Exchange("mysql-replication.state.json", (mine, theirs) => mine["Servers"]![1]!["Version"] = theirs["Servers"]![1]!["Version"]!.DeepClone());
        var mixed = _sandbox.Open(_settings);
        await mixed.PrepareAsync(Token);
        await mixed.StartReplicasAsync(Token);

        var report = await mixed.DiagnoseAsync(Token);

        var finding = Assert.Single(report.Findings, found => found.Kind == FindingKind.VersionMismatch);
        Assert.StartsWith("slave is MariaDB 10.11.", finding.Cause, StringComparison.Ordinal);
        Assert.Contains("its source master is MySQL 5.6.", finding.Cause, StringComparison.Ordinal);
        Assert.Contains("--target=Teardown and start afresh with one version for both", finding.Remedy, StringComparison.Ordinal);
        await mixed.TeardownAsync(Token);
        Assert.True((await (await _sandbox.StartAsync(_settings)).DiagnoseAsync(Token)).IsHealthy);

        void Exchange(string file, Action<JsonNode, JsonNode> exchange)
        {
            var mine = JsonNode.Parse(File.ReadAllText(Path.Combine(_sandbox.Base, file)))!;
            exchange(mine, JsonNode.Parse(File.ReadAllText(Path.Combine(other.Base, file)))!);
            File.WriteAllText(Path.Combine(_sandbox.Base, file), mine.ToJsonString());
        }
    }

    [Fact]
    public async Task A_replica_that_hangs_and_another_build_that_waits_for_it()
    {
        var topology = await _sandbox.StartAsync(_settings);
        var process = new ProcessProbe(_sandbox).IdOf("slave");
        await SignalAsync("STOP", process);
        try
        {
            using var held = await TopologyLock.TakeAsync(new TopologyPaths(_sandbox.Base), () => { }, TimeProvider.System, Token);
            var start = Stopwatch.StartNew();

            var finding = Assert.Single((await topology.DiagnoseAsync(Token)).Findings);

            Assert.Equal(("slave", FindingKind.ServerSilent), (finding.Server, finding.Kind));
            Assert.True(start.Elapsed < TimeSpan.FromSeconds(15), $"{start.Elapsed}");
        }
        finally
        {
            await SignalAsync("CONT", process);
        }

        Assert.True((await topology.DiagnoseAsync(Token)).IsHealthy);
    }

    [Fact]
    public async Task Where_there_is_no_topology_there_is_nothing_to_look_at()
    {
        var exception = await Assert.ThrowsAsync<MySqlReplicationException>(() => _sandbox.Open(_settings).DiagnoseAsync(Token));

        Assert.Contains("No topology called", exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_sandbox.Base));
    }

    private static async Task StartSourceAsync(RunningTopology topology)
    {
        await topology.PrepareAsync(Token);
        await topology.StartSourceAsync(Token);
    }

    private Task SignalAsync(string signal, int process) =>
        Command.RunAsync("kill", ["-" + signal, $"{process}"], _sandbox.Folder, cancellationToken: CancellationToken.None);
}
