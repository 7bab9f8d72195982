using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Diagnosis;

/// <summary>What is the same for all topologies that are more than one source and its replicas.</summary>
public abstract class ShapeTests<TShape>(TShape shape) : IClassFixture<TShape>
    where TShape : ShapeToBreak
{
    protected TShape Shape => shape;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reset_takes_away_what_came_on_any_server_and_replication_still_runs()
    {
        await shape.BeginAsync();
        foreach (var server in shape.Topology.Servers.Where(server => server.Role == Topologies.ServerRole.Source))
        {
            var name = $"of_{server.Name}";
            await Client.ExecuteAsync(server, $"CREATE DATABASE {name}; CREATE TABLE {name}.t (id INT PRIMARY KEY) ENGINE = InnoDB; INSERT INTO {name}.t VALUES (1)");
            await Client.ExecuteAsync(server, $"CREATE USER '{name}'@'%' IDENTIFIED BY 'Some-1-password'; SET GLOBAL max_connections = 77");
        }

        var last = shape.Topology.Servers[^1];
        await shape.WriteToAsync(last.Name, "CREATE DATABASE local; CREATE USER 'local'@'%' IDENTIFIED BY 'Some-1-password'; SET GLOBAL max_connections = 66");

        var report = await shape.Topology.ResetAsync(Token);

        Assert.Empty(report.Problems);
        Assert.Contains("local", report.Schemas);
        Assert.Contains($"{last.Name}: max_connections", report.Settings);
        foreach (var server in shape.Topology.Servers)
        {
            Assert.Equal("0", await Client.ScalarAsync(server, "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME IN ('d', 'e', 'local') OR SCHEMA_NAME LIKE 'of\\_%'"));
            Assert.Equal("0", await Client.ScalarAsync(server, "SELECT COUNT(*) FROM mysql.user WHERE User = 'local' OR User LIKE 'of\\_%'"));
            Assert.Equal("0", await Client.ScalarAsync(server, "SELECT @@GLOBAL.max_connections IN (66, 77)"));
        }

        await shape.AssertSameAsync();
        Assert.Empty((await shape.Topology.DiagnoseAsync(Token)).Findings);
        await shape.BeginAsync();
    }
}
