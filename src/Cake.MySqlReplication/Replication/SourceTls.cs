namespace Cake.MySqlReplication.Replication;

/// <summary>Whether replicas may connect to a source by TLS.</summary>
internal static class SourceTls
{
    private const string Purpose = "Asking for TLS";

    public static async Task<bool> IsOfferedAsync(ServerConnection source, CancellationToken cancellationToken)
    {
        var rows = await source.RowsAsync(Purpose, "SHOW GLOBAL VARIABLES LIKE 'have_ssl'", cancellationToken).ConfigureAwait(false);
        if (rows.Count > 0)
            return rows[0]["Value"] == "YES";
        // MySQL 8.4 has no such variable any more. What does not take TLS has no certificate, and so no end of one:
        // https://dev.mysql.com/doc/refman/8.4/en/server-status-variables.html#statvar_Ssl_server_not_after.
        rows = await source.RowsAsync(Purpose, "SHOW GLOBAL STATUS LIKE 'Ssl_server_not_after'", cancellationToken).ConfigureAwait(false);
        return rows.Count > 0 && !string.IsNullOrEmpty(rows[0]["Value"]);
    }
}
