using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Verification;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Replication;

/// <summary>A pair that is brought up once for all tests of a class; the source has data before replication is configured.</summary>
public abstract class PairFixture(EngineKind engine, string server, Positioning positioning) : IAsyncLifetime
{
    // Letters and digits would need no quoting anywhere.
    internal const string RootPassword = """it's "quo\ted" $HOME `x` %s \' ;=é""";

    private readonly Sandbox _sandbox = new();

    public string Server => server;

    public Positioning Positioning => positioning;

    /// <summary>Why there is no pair; null where there is one.</summary>
    public string? Obstacle { get; private set; }

    public RunningTopology Topology { get; private set; } = null!;

    public SyncReport Report { get; private set; } = null!;

    public RunningServer Source => Topology.Servers[0];

    public RunningServer Replica => Topology.Servers[1];

    internal Sandbox Sandbox => _sandbox;

    internal IServerProbe Probe => new TestPlace(engine, server).Probe(_sandbox);

    public async ValueTask InitializeAsync()
    {
        var place = new TestPlace(engine, server);
        Obstacle = place.Obstacle;
        if (Obstacle is not null)
            return;

        var settings = place.SettingsOrSkip(_sandbox) with { Positioning = positioning, RootPassword = RootPassword };
        Topology = _sandbox.Open(settings);
        await Topology.PrepareAsync();
        await Topology.StartAllAsync();
        await Client.ExecuteAsync(Source, "CREATE DATABASE early; CREATE TABLE early.t (id INT PRIMARY KEY, text VARCHAR(20)); INSERT INTO early.t VALUES (1, 'kept')");
        await Topology.ConfigureReplicationAsync();
        Report = await Topology.VerifySyncAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class MySql97ByGtid() : PairFixture(EngineKind.Docker, TestServer.MySql97, Positioning.Gtid);

public sealed class MySql97ByFile() : PairFixture(EngineKind.Docker, TestServer.MySql97, Positioning.File);

public sealed class MySql56ByGtid() : PairFixture(EngineKind.Docker, TestServer.MySql56, Positioning.Gtid);

public sealed class MySql56ByFile() : PairFixture(EngineKind.Docker, TestServer.MySql56, Positioning.File);

public sealed class MariaDb1011ByGtid() : PairFixture(EngineKind.Docker, TestServer.MariaDb1011, Positioning.Gtid);

public sealed class MariaDb1011ByFile() : PairFixture(EngineKind.Docker, TestServer.MariaDb1011, Positioning.File);

public sealed class MySql97ByGtidAsProcesses() : PairFixture(EngineKind.Process, TestServer.MySql97, Positioning.Gtid);

public sealed class MySql97ByFileAsProcesses() : PairFixture(EngineKind.Process, TestServer.MySql97, Positioning.File);

public sealed class MySql56ByGtidAsProcesses() : PairFixture(EngineKind.Process, TestServer.MySql56, Positioning.Gtid);

public sealed class MySql56ByFileAsProcesses() : PairFixture(EngineKind.Process, TestServer.MySql56, Positioning.File);

public sealed class MariaDb1011ByGtidAsProcesses() : PairFixture(EngineKind.Process, TestServer.MariaDb1011, Positioning.Gtid);

public sealed class MariaDb1011ByFileAsProcesses() : PairFixture(EngineKind.Process, TestServer.MariaDb1011, Positioning.File);

public sealed class MariaDb118ByGtidAsProcesses() : PairFixture(EngineKind.Process, TestServer.MariaDb118, Positioning.Gtid);

public sealed class MariaDb118ByFileAsProcesses() : PairFixture(EngineKind.Process, TestServer.MariaDb118, Positioning.File);
