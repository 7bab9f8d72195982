using Cake.MySqlReplication;
using Cake.MySqlReplication.Settings;
using MySqlConnector;

try
{
    await RunningTopology.Open(new ReplicationSettings(), Console.WriteLine).RunAsync(async (topology, token) =>
    {
        var (source, replica) = (topology.Servers[0], topology.Servers[1]);
        await ExecuteAsync(source, "CREATE DATABASE shop");
        await ExecuteAsync(source, "CREATE TABLE shop.fruit (name VARCHAR(20) PRIMARY KEY) ENGINE = InnoDB");
        if (args is ["break"])
            await ExecuteAsync(replica, "STOP SLAVE SQL_THREAD");
        await ExecuteAsync(source, "INSERT INTO shop.fruit VALUES ('medlar')");

        (await topology.VerifySyncAsync(token)).ThrowUnlessInSync();
        Console.WriteLine($"The replica has a {await ExecuteAsync(replica, "SELECT name FROM shop.fruit")}.");
    });
    return 0;
}
catch (MySqlReplicationException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 3;
}

static async Task<object?> ExecuteAsync(RunningServer server, string statement)
{
    await using var connection = new MySqlConnection(server.GetConnectionString());
    await connection.OpenAsync();
    await using var command = new MySqlCommand(statement, connection);
    return await command.ExecuteScalarAsync();
}
