using Cake.MySqlReplication.IntegrationTests.Images;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Verification;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Replication;

/// <summary>A pair that is brought up once for all tests of a class; the source has data before replication is configured.</summary>
public abstract class PairFixture(string server, Positioning positioning) : IAsyncLifetime
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

    public async ValueTask InitializeAsync()
    {
        var image = ServerImage.Named(server);
        Obstacle = image.Obstacle;
        if (image.Tag is null)
            return;

        var settings = _sandbox.Settings(image.Tag) with { Positioning = positioning, RootPassword = RootPassword };
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

public sealed class MySql97ByGtid() : PairFixture(TestServer.MySql97, Positioning.Gtid);

public sealed class MySql97ByFile() : PairFixture(TestServer.MySql97, Positioning.File);

public sealed class MySql56ByGtid() : PairFixture(TestServer.MySql56, Positioning.Gtid);

public sealed class MySql56ByFile() : PairFixture(TestServer.MySql56, Positioning.File);

public sealed class MariaDb1011ByGtid() : PairFixture(TestServer.MariaDb1011, Positioning.Gtid);

public sealed class MariaDb1011ByFile() : PairFixture(TestServer.MariaDb1011, Positioning.File);
