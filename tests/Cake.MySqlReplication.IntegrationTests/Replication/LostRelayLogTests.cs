using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Replication;

/// <summary>A replica that is killed between being pointed at a source and receiving something from there: MySQL 5.6 does not start on its relay log.</summary>
public sealed class LostRelayLogTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_named_and_a_build_or_a_repair_has_everything_fetched_again(bool byRepair)
    {
        var place = new TestPlace(EngineKind.Process, TestServer.MySql56);
        var settings = Sandbox.WithOwnPorts(place.SettingsOrSkip(_sandbox));
        var topology = await _sandbox.StartAsync(settings);
        var (source, replica) = (topology.Servers[0], topology.Servers[1]);
        await Client.ExecuteAsync(replica, "STOP SLAVE; RESET SLAVE; CHANGE MASTER TO MASTER_AUTO_POSITION = 1");
        await Client.ExecuteAsync(source, "CREATE DATABASE later");
        await place.Probe(_sandbox).KillAsync(replica.Name);
        topology = _sandbox.Open(settings);
        await topology.StartReplicasAsync(Token);

        var finding = Assert.Single((await topology.DiagnoseAsync(Token)).Findings);
        Assert.Equal((replica.Name, FindingKind.RelayLogDamaged), (finding.Server, finding.Kind));
        Assert.Contains("Run --target=Repair", finding.Remedy, StringComparison.Ordinal);
        if (byRepair)
            (await topology.RepairAsync(Token)).ThrowUnlessRepaired();

        await _sandbox.StartAsync(settings);
        Assert.Equal("1", await Client.ScalarAsync(replica, "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'later'"));
        Assert.Equal(!byRepair, _sandbox.Context.LogText.Contains($"{replica.Name} cannot use its relay log any more", StringComparison.Ordinal));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
