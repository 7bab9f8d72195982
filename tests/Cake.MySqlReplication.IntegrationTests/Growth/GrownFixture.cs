using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Growth;

/// <summary>A pair whose source holds data, and that got a second replica while three writers wrote, once for all tests of a class.</summary>
public abstract class GrownFixture(EngineKind engine, string server, Positioning positioning) : IAsyncLifetime
{
    private readonly Sandbox _sandbox = new();
    private readonly TestPlace _place = new(engine, server);

    public string Server => server;

    public string? Obstacle => _place.Obstacle;

    public Positioning Positioning => positioning;

    public RunningTopology Topology { get; private set; } = null!;

    public RunningServer Source => Topology.Servers[0];

    public RunningServer Added { get; private set; } = null!;

    /// <summary>The tables that were written to, and how many rows of each were acknowledged.</summary>
    public IReadOnlyList<(string Table, int Rows, int RowsBefore)> Written { get; private set; } = [];

    internal Sandbox Sandbox => _sandbox;

    internal ReplicationSettings Settings { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Obstacle is not null)
            return;

        Settings = _place.SettingsOrSkip(_sandbox) with { Positioning = positioning };
        Topology = await _sandbox.StartAsync(Settings);
        await AwkwardData.WriteAsync(Source, server);
        await Client.ExecuteAsync(Source, "SET GLOBAL event_scheduler = ON");
        await ForgetFirstLogAsync();
        await using var one = await Writer.StartAsync(Source, "one", "InnoDB");
        await using var two = await Writer.StartAsync(Source, "two", "InnoDB");
        // A clone would leave it empty, so the newest servers have none.
        await using var three = await Writer.StartAsync(Source, "three", server == TestServer.MySql97 ? "InnoDB" : "MyISAM");
        Writer[] writers = [one, two, three];
        var before = writers.Select(writer => writer.Acknowledged).ToList();

        Added = await Topology.AddReplicaAsync();

        foreach (var writer in writers)
            await writer.StopAsync();
        Written = [.. writers.Zip(before, (writer, count) => (writer.Table, writer.Acknowledged, count))];
        await Client.ExecuteAsync(Source, "SET GLOBAL event_scheduler = OFF");
        (await Topology.VerifySyncAsync()).ThrowUnlessInSync();
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>From now on nobody gets all data by replication alone.</summary>
    private async Task ForgetFirstLogAsync()
    {
        (await Topology.VerifySyncAsync()).ThrowUnlessInSync();
        await Client.ExecuteAsync(Source, "FLUSH BINARY LOGS");
        (await Topology.VerifySyncAsync()).ThrowUnlessInSync();
        // MariaDB keeps a log until it has made sure, in the background, that it is not needed after a crash.
        var start = TimeProvider.System.GetTimestamp();
        do
        {
            await Client.ExecuteAsync(Source, "PURGE BINARY LOGS TO 'mysql-bin.000002'");
            Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(60));
        }
        while (await Client.ScalarAsync(Source, "SHOW BINARY LOGS") == "mysql-bin.000001");
    }
}

public sealed class MySql56GrownByGtid() : GrownFixture(EngineKind.Process, TestServer.MySql56, Positioning.Gtid);

public sealed class MySql56GrownByFile() : GrownFixture(EngineKind.Process, TestServer.MySql56, Positioning.File);

public sealed class MariaDb1011GrownByGtid() : GrownFixture(EngineKind.Process, TestServer.MariaDb1011, Positioning.Gtid);

public sealed class MariaDb1011GrownByFile() : GrownFixture(EngineKind.Process, TestServer.MariaDb1011, Positioning.File);

public sealed class MySql97GrownByGtid() : GrownFixture(EngineKind.Process, TestServer.MySql97, Positioning.Gtid);

public sealed class MySql56GrownInContainers() : GrownFixture(EngineKind.Docker, TestServer.MySql56, Positioning.File);

public sealed class MariaDb1011GrownInContainers() : GrownFixture(EngineKind.Docker, TestServer.MariaDb1011, Positioning.Gtid);

public sealed class MySql97GrownInContainers() : GrownFixture(EngineKind.Docker, TestServer.MySql97, Positioning.File);
