using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Replication;
using MySqlConnector;

namespace Cake.MySqlReplication.Verification;

/// <summary>
/// A row that is written on the source and looked for on the replicas: running threads prove nothing, only an arriving row
/// does. It lives in a schema of its own, so that no user's table is touched.
/// </summary>
internal static class Sentinel
{
    public const string Schema = "mysql_replication_check";

    private const string Table = Schema + ".sentinel";

    public static async Task WriteAsync(ServerConnection source, string token, CancellationToken cancellationToken)
    {
        var write = $"REPLACE INTO {Table} (id, token) VALUES (1, {Sql.Literal(token)})";
        try
        {
            await source.ExecuteAsync(write, cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlException exception) when (exception.ErrorCode is MySqlErrorCode.NoSuchTable or MySqlErrorCode.UnknownDatabase)
        {
            await source.ExecuteAllAsync(
                [
                    $"CREATE DATABASE IF NOT EXISTS {Schema}",
                    $"CREATE TABLE IF NOT EXISTS {Table} (id INT NOT NULL PRIMARY KEY, token CHAR(32) NOT NULL) ENGINE = InnoDB",
                    write,
                ],
                cancellationToken).ConfigureAwait(false);
        }
    }

    public static async Task<bool> HasArrivedAsync(ServerConnection replica, string token, CancellationToken cancellationToken)
    {
        try
        {
            return await replica.ScalarAsync($"SELECT token FROM {Table} WHERE id = 1", cancellationToken).ConfigureAwait(false) == token;
        }
        catch (MySqlException exception) when (exception.ErrorCode is MySqlErrorCode.NoSuchTable or MySqlErrorCode.UnknownDatabase)
        {
            return false;
        }
    }
}
