using System.Text.Json;
using Cake.MySqlReplication.IntegrationTests.Support;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Verification;

public sealed class StatusTests : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Theory]
    [InlineData("Process mysql-5.6", TopologyShape.Chain)]
    [InlineData("Process mariadb-10.11", TopologyShape.FanIn)]
    [InlineData("Process mysql-9.7", TopologyShape.SourceSource)]
    public async Task Every_link_has_a_measured_lag_and_every_server_its_state(string place, TopologyShape shape)
    {
        var topology = await _sandbox.StartAsync(TestPlace.Named(place).SettingsOrSkip(_sandbox) with { Topology = shape, Replicas = shape == TopologyShape.Chain ? 2 : 1 });

        var status = await topology.GetStatusAsync(Token);

        Assert.Equal(topology.Servers.Select(server => server.Name), status.Servers.Select(server => server.Name));
        Assert.All(status.Servers, server =>
        {
            Assert.Null(server.Silence);
            Assert.Equal(server.Role == ServerRole.Replica, server.IsReadOnly);
            Assert.StartsWith("mysql-bin.", server.Position, StringComparison.Ordinal);
            Assert.NotEmpty(server.Gtids);
        });
        Assert.Equal(2, status.Servers.Sum(server => server.Replication.Count));
        Assert.All(status.Servers.SelectMany(server => server.Replication), link =>
        {
            Assert.Equal(("Yes", "Yes", null), (link.Receiver, link.Applier, link.Problem));
            Assert.InRange(link.LagMilliseconds ?? -1, 0, 60_000);
        });
    }

    [Fact]
    public async Task Servers_that_are_down_and_threads_that_stand_are_told_and_the_rest_is_told_all_the_same()
    {
        var place = TestPlace.QuickestProcess;
        var topology = await _sandbox.StartAsync(place.SettingsOrSkip(_sandbox) with { Replicas = 2 });
        await Client.ExecuteAsync(topology.Servers[1], "STOP SLAVE SQL_THREAD");
        await place.Probe(_sandbox).KillAsync("slave2");

        var status = await topology.GetStatusAsync(Token);

        Assert.Null(status.Servers[0].Silence);
        var stopped = Assert.Single(status.Servers[1].Replication);
        Assert.Equal(("Yes", "No", null), (stopped.Receiver, stopped.Applier, stopped.LagMilliseconds));
        Assert.Contains("The applier (SQL thread) is stopped", stopped.Problem, StringComparison.Ordinal);
        Assert.NotNull(status.Servers[2].Silence);
        Assert.Contains("slave2  replica", _sandbox.Context.LogText, StringComparison.Ordinal);
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_sandbox.Base, "mysql-replication.status.json"), Token));
        Assert.Equal("Source", file.RootElement.GetProperty("servers")[0].GetProperty("role").GetString());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
