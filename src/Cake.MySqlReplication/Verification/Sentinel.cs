using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Replication;

namespace Cake.MySqlReplication.Verification;

/// <summary>
/// A row that is written on the source and looked for on the replicas: running threads prove nothing, only an arriving row
/// does. It lives in a schema of its own, so that no user's table is touched, and each check has a row of its own, so
/// that several can go on at once.
/// </summary>
internal static class Sentinel
{
    public const string Schema = OptionFile.CheckSchema;

    // Earlier versions shared one row of a table called sentinel.
    private const string Table = Schema + ".checks";

    private const int TokenLength = 32;

    private const string Writing = "Writing the check's row";

    public static async Task WriteAsync(ServerConnection source, string token, CancellationToken cancellationToken)
    {
        var write = $"INSERT INTO {Table} (token, written) VALUES ({Sql.Literal(token)}, UTC_TIMESTAMP())";
        try
        {
            await source.ExecuteAsync(Writing, write, cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlReplicationException exception) when (StatementFailure.IsMissingTable(exception))
        {
            await source.ExecuteAllAsync(
                Writing,
                [
                    $"CREATE DATABASE IF NOT EXISTS {Schema}",
                    $"CREATE TABLE IF NOT EXISTS {Table} (token CHAR({TokenLength}) NOT NULL PRIMARY KEY, written DATETIME NOT NULL) ENGINE = InnoDB",
                    write,
                ],
                cancellationToken).ConfigureAwait(false);
        }
    }

    public static async Task<bool> HasArrivedAsync(ServerConnection replica, string token, CancellationToken cancellationToken)
    {
        try
        {
            var query = $"SELECT COUNT(*) FROM {Table} WHERE token = {Sql.Literal(token)}";
            return await replica.ScalarAsync("Reading the check's row", query, cancellationToken).ConfigureAwait(false) == "1";
        }
        catch (MySqlReplicationException exception) when (StatementFailure.IsMissingTable(exception))
        {
            return false;
        }
    }

    /// <summary>The row of a check on one of its sources: each writes one of its own, as in the end all of them may meet in one table.</summary>
    public static string TokenOf(int serverId, string check) => $"{serverId:x4}{check}"[..TokenLength];

    /// <summary>Takes the row away, and those that the same source wrote for checks that were killed. What fails here, the next check does.</summary>
    public static async Task RemoveAsync(ServerConnection source, string token, CancellationToken cancellationToken)
    {
        try
        {
            var delete = $"DELETE FROM {Table} WHERE token = {Sql.Literal(token)} OR (token LIKE '{token[..4]}%' AND written < UTC_TIMESTAMP() - INTERVAL 1 HOUR)";
            await source.ExecuteAsync("Removing the check's row", delete, cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlReplicationException)
        {
            // The verdict does not depend on it.
        }
    }
}
