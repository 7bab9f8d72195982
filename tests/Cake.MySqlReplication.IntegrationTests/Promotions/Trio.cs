using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Promotions;

/// <summary>A source with two replicas for all tests of a class, who is the source changes from one to the next.</summary>
public abstract class Trio(EngineKind engine, string server, Positioning positioning) : IAsyncLifetime
{
    private readonly Sandbox _sandbox = new();
    private readonly TestPlace _place = new(engine, server);
    private ReplicationSettings? _settings;

    public Positioning Positioning => positioning;

    public bool IsModern => server == TestServer.MySql97;

    public string StopReceiver => IsModern ? "STOP REPLICA IO_THREAD" : "STOP SLAVE IO_THREAD";

    internal IServerProbe Probe => _place.Probe(_sandbox);

    public async ValueTask InitializeAsync()
    {
        if (_place.Obstacle is not null)
            return;
        _settings = Sandbox.WithOwnPorts(_place.SettingsOrSkip(_sandbox) with { Replicas = 2, Positioning = positioning });
        await _sandbox.StartAsync(_settings);
    }

    /// <summary>The topology as another process finds it; skips the test where there is no such server.</summary>
    internal Task<RunningTopology> OpenAsync()
    {
        Assert.SkipWhen(_place.Obstacle is not null, _place.Obstacle ?? "");
        return Task.FromResult(_sandbox.Open(_settings!));
    }

    /// <summary>The same, for tasks about one replica.</summary>
    internal RunningTopology Named(string replica) => _sandbox.Open(_settings! with { Replica = replica });

    /// <summary>What the target VerifySync does.</summary>
    internal Task<RunningTopology> StartAsync() => _sandbox.StartAsync(_settings!);

    /// <summary>What the target VerifySync does, which points nothing back.</summary>
    internal async Task AssertInSyncAsync()
    {
        var source = (await OpenAsync()).Servers[0].Name;
        Assert.Equal(source, (await StartAsync()).Servers[0].Name);
    }

    /// <summary>The moment in which a switchover is decided and nothing of it done.</summary>
    internal async Task DecideAsync(RunningTopology topology, RunningServer candidate)
    {
        var source = topology.Servers[0];
        // The last transaction: a replica that has it has all, as one has when a switchover is decided.
        await Client.ExecuteAsync(source, $"CREATE DATABASE decided_{Guid.NewGuid():N}");
        await Client.ExecuteAsync(source, IsModern ? "SET GLOBAL super_read_only = ON" : "SET GLOBAL read_only = ON");
        var end = await Client.ScalarAsync(source, "SELECT COUNT(*) FROM information_schema.SCHEMATA");
        foreach (var replica in topology.Servers.Skip(1))
            await Client.EventuallyAsync(replica, "SELECT COUNT(*) FROM information_schema.SCHEMATA", end!);
        var promotion = new Promotion(PromotionKind.Switchover, source.Name, candidate.Name);
        if (positioning == Positioning.File)
        {
            var status = IsModern ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";
            promotion = promotion with
            {
                File = await Client.ColumnAsync(candidate, status, "File"),
                Offset = long.Parse((await Client.ColumnAsync(candidate, status, "Position"))!, System.Globalization.CultureInfo.InvariantCulture),
                AtSamePoint = [.. topology.Servers.Select(each => each.Name)],
            };
        }

        StateFile.Write(promotion.Decide(StateFile.Read(new TopologyPaths(topology.BaseDirectory))!));
    }

    /// <summary>Changes a replica behind replication's back, and leaves it open to root.</summary>
    internal Task WriteToReplicaAsync(RunningServer replica, string sql) =>
        Client.ExecuteAsync(replica, (IsModern ? "SET GLOBAL super_read_only = OFF; " : "") + "SET SESSION sql_log_bin = 0; " + sql);

    /// <summary>Makes anew what cannot follow the source, after which nothing is wrong and all rows are the same.</summary>
    internal async Task<RepairReport> RebuildByRepairAsync()
    {
        var report = await _sandbox.Open(_settings! with { Repair = RepairMode.Rebuild }).RepairAsync(TestContext.Current.CancellationToken);
        report.ThrowUnlessRepaired();
        Assert.Empty(report.Remaining.Findings);
        Assert.DoesNotContain(StateFile.Read(new TopologyPaths(_sandbox.Base))!.Servers, each => each.MustRejoin);
        (await _sandbox.Open(_settings! with { Verify = VerifyLevel.Full }).VerifySyncAsync(TestContext.Current.CancellationToken)).ThrowUnlessInSync();
        return report;
    }

    public override string ToString() => $"{_place} {positioning}";

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class MySql97Trio() : Trio(EngineKind.Process, TestServer.MySql97, Positioning.Gtid);

public sealed class MySql56Trio() : Trio(EngineKind.Process, TestServer.MySql56, Positioning.Gtid);

public sealed class MySql56InContainersTrio() : Trio(EngineKind.Docker, TestServer.MySql56, Positioning.Gtid);

public sealed class MySql56ByFileTrio() : Trio(EngineKind.Process, TestServer.MySql56, Positioning.File);

public sealed class MariaDb1011Trio() : Trio(EngineKind.Process, TestServer.MariaDb1011, Positioning.Gtid);

public sealed class MariaDb1011ByFileTrio() : Trio(EngineKind.Process, TestServer.MariaDb1011, Positioning.File);
