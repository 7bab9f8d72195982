using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Replication;

/// <summary>
/// The account that replicas connect with. Every server gets it for itself, without a trace in its binary log: it is there
/// before replication is, on replicas of replicas, too, and on a replica that becomes a source.
/// </summary>
internal sealed class ReplicationAccount(string user, Secret password, bool requiresTls)
{
    private const string Purpose = "Creating the replication account";

    public async Task EnsureAsync(ServerConnection server, CancellationToken cancellationToken)
    {
        var isProtected = server.Dialect.HasSuperReadOnly &&
            await server.ScalarAsync(Purpose, "SELECT @@GLOBAL.super_read_only", cancellationToken).ConfigureAwait(false) == "1";
        if (isProtected)
            await server.ExecuteAsync(Purpose, "SET GLOBAL super_read_only = OFF", cancellationToken).ConfigureAwait(false);
        try
        {
            await server.ExecuteAllAsync(
                Purpose,
                ["SET SESSION sql_log_bin = 0", .. server.Dialect.CreateReplicationAccount(user, password, requiresTls), "SET SESSION sql_log_bin = 1"],
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (isProtected)
                await server.ExecuteAsync(Purpose, "SET GLOBAL super_read_only = ON", CancellationToken.None).ConfigureAwait(false);
        }
    }
}
