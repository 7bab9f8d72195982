using Cake.MySqlReplication.IntegrationTests.Support;
using Xunit;

namespace Cake.MySqlReplication.IntegrationTests.Promotions;

/// <summary>A reset, which leaves as it was what the tests beside these need.</summary>
public abstract class ResetTests<TTrio>(TTrio trio) : IClassFixture<TTrio>
    where TTrio : Trio
{
    protected TTrio Trio => trio;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reset_takes_away_all_that_came_since_the_start_on_all_servers()
    {
        var topology = await trio.OpenAsync();
        await topology.ResetAsync(Token);
        var (source, replica) = (topology.Servers[0], topology.Servers[1]);
        var before = await SettingsAsync(topology);
        await Client.ExecuteAsync(
            source,
            """
            CREATE DATABASE `odd ``name`; CREATE TABLE `odd ``name`.parent (id INT PRIMARY KEY) ENGINE = InnoDB;
            CREATE DATABASE other; CREATE TABLE other.child (id INT, FOREIGN KEY (id) REFERENCES `odd ``name`.parent (id)) ENGINE = InnoDB;
            CREATE EVENT other.e ON SCHEDULE EVERY 1 DAY DO DELETE FROM other.child;
            CREATE USER 'some''body'@'%' IDENTIFIED BY 'Some-1-password';
            GRANT SELECT ON *.* TO 'some''body'@'%';
            CREATE DEFINER = 'some''body'@'%' VIEW other.v AS SELECT 1 AS one;
            SET GLOBAL max_connections = 77;
            SET GLOBAL init_connect = 'DO 1';
            SET GLOBAL long_query_time = 3.5;
            """);
        if (trio.IsModern)
            await Client.ExecuteAsync(source, "SET PERSIST max_user_connections = 55");
        await trio.WriteToReplicaAsync(replica, "CREATE DATABASE local; CREATE USER 'local'@'%' IDENTIFIED BY 'Some-1-password'; SET GLOBAL max_connections = 66");

        var start = TimeProvider.System.GetTimestamp();
        var report = await topology.ResetAsync(Token);
        TestContext.Current.SendDiagnosticMessage($"{trio}: reset in {TimeProvider.System.GetElapsedTime(start).TotalMilliseconds:0} ms, of which {report.DurationMilliseconds} ms after its sessions were open");

        Assert.Equal(["local", "odd `name", "other"], report.Schemas);
        Assert.Equal(["local@%", "some'body@%"], report.Accounts);
        Assert.Empty(report.Problems);
        Assert.Contains($"{source.Name}: max_connections", report.Settings);
        Assert.Contains($"{replica.Name}: max_connections", report.Settings);
        Assert.Equal(before, await SettingsAsync(topology));
        foreach (var server in topology.Servers)
        {
            Assert.Equal("0", await Client.ScalarAsync(server, "SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME IN ('local', 'odd `name', 'other')"));
            Assert.Equal("0", await Client.ScalarAsync(server, "SELECT COUNT(*) FROM mysql.user WHERE User IN ('local', 'some''body')"));
        }

        await trio.AssertInSyncAsync();
        var second = await topology.ResetAsync(Token);
        Assert.Empty(second.Schemas.Concat(second.Accounts).Concat(second.Settings));
    }

    /// <summary>What can be set and does not move by itself.</summary>
    private static async Task<string> SettingsAsync(RunningTopology topology)
    {
        string[] names = ["max_connections", "init_connect", "long_query_time", "read_only", "max_user_connections", "sql_mode"];
        var values = await Task.WhenAll(topology.Servers.Select(server => Client.ScalarAsync(
            server, $"SELECT CONCAT_WS('|', {string.Join(", ", names.Select(name => "@@GLOBAL." + name))})")));
        return string.Join('\n', values);
    }
}
