using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>What remains to be done after a server's first start.</summary>
internal static class ServerInitialisation
{
    // sys, and what else an image ships, is the same on every server.
    private const string SystemSchemas = "'mysql', 'information_schema', 'performance_schema', 'sys', 'test'";

    /// <summary>Gives root its password and takes away the history that initialising left.</summary>
    public static async Task CompleteAsync(
        Topology topology, ServerSpec server, ServerConnection session, CancellationToken cancellationToken)
    {
        await CheckConfigurationAsync(server, session, cancellationToken).ConfigureAwait(false);
        if (session.Server.Password != topology.RootPassword)
            await SetRootPasswordAsync(topology, server, session, cancellationToken).ConfigureAwait(false);

        // On a replica these would be errant transactions. On a source they would be replayed, on servers that have them
        // already; but never forget the history of a source that has something of the user's: an image's scripts, say.
        if (server.Role == ServerRole.Replica || await HasOnlySystemSchemasAsync(session, cancellationToken).ConfigureAwait(false))
            await session.ExecuteAllAsync("Removing the history of its initialisation", session.Dialect.ForgetHistory, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A configuration file that all the world may write is ignored with a mere warning.</summary>
    private static async Task CheckConfigurationAsync(ServerSpec server, ServerConnection session, CancellationToken cancellationToken)
    {
        var id = await session.ScalarAsync("Reading its server id", "SELECT @@GLOBAL.server_id", cancellationToken).ConfigureAwait(false);
        if (id != server.ServerId.ToString(System.Globalization.CultureInfo.InvariantCulture))
        {
            throw new MySqlReplicationException(
                $"The server {server.Name} runs with server_id {id} where {server.ServerId} is configured: it has not read its mysqld.cnf. " +
                "Either the file is writable for all the world, which a server ignores, or, in a container, the image does not read /etc/mysql/conf.d, or sets server-id itself.");
        }
    }

    private static async Task SetRootPasswordAsync(Topology topology, ServerSpec server, ServerConnection session, CancellationToken cancellationToken)
    {
        const string Purpose = "Giving root its password";
        var accounts = await session
            .RowsAsync("Reading root's accounts", "SELECT Host FROM mysql.user WHERE User = 'root' ORDER BY Host = '%'", cancellationToken)
            .ConfigureAwait(false);
        var password = Sql.Literal(topology.RootPassword.Reveal());
        var usesFunction = server.Version.IsMariaDb || server.Version.Number < new Version(5, 7, 6);
        await session.ExecuteAsync(Purpose, "SET SESSION sql_log_bin = 0", cancellationToken).ConfigureAwait(false);
        foreach (var account in accounts.Select(row => Sql.Account("root", row["Host"]!)))
        {
            var statement = usesFunction
                ? $"SET PASSWORD FOR {account} = PASSWORD({password})"
                : $"ALTER USER {account} IDENTIFIED BY {password}";
            await session.ExecuteAsync(Purpose, statement, cancellationToken).ConfigureAwait(false);
        }

        await session.ExecuteAsync(Purpose, "SET SESSION sql_log_bin = 1", cancellationToken).ConfigureAwait(false);
    }

    public static async Task<bool> HasOnlySystemSchemasAsync(ServerConnection session, CancellationToken cancellationToken) =>
        await session
            .ScalarAsync("Reading its schemas", $"SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME NOT IN ({SystemSchemas})", cancellationToken)
            .ConfigureAwait(false) == "0";
}
