#addin nuget:?package=Cake.Docker&version=1.5.0
#addin nuget:?package=Cake.MySqlReplication&loaddependencies=true

using MySqlConnector;

var broken = HasArgument("break");

Setup(context =>
{
    // An alias of the other add-in, where there is something for it to call.
    if (HasArgument("docker"))
        DockerCustomCommand("--version");
});

Task("Default")
    .Does(async () => await WithMySqlReplication(async topology =>
    {
        var (source, replica) = (topology.Servers[0], topology.Servers[1]);
        await ExecuteAsync(source, "CREATE DATABASE shop");
        await ExecuteAsync(source, "CREATE TABLE shop.fruit (name VARCHAR(20) PRIMARY KEY) ENGINE = InnoDB");
        if (broken)
            await ExecuteAsync(replica, "STOP SLAVE SQL_THREAD");
        await ExecuteAsync(source, "INSERT INTO shop.fruit VALUES ('quince')");

        (await VerifyMySqlReplication()).ThrowUnlessInSync();
        Information("The replica has a {0}.", await ExecuteAsync(replica, "SELECT name FROM shop.fruit"));

        var status = await GetMySqlReplicationStatus();
        Information("{0} servers, {1} findings.", status.Servers.Count, (await DiagnoseMySqlReplication()).Findings.Count);
    }));

RunTarget(Argument("target", "Default"));

static async Task<object> ExecuteAsync(RunningServer server, string statement)
{
    await using var connection = new MySqlConnection(server.GetConnectionString());
    await connection.OpenAsync();
    await using var command = new MySqlCommand(statement, connection);
    return await command.ExecuteScalarAsync();
}
