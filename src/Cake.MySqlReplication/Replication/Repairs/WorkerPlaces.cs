using Cake.MySqlReplication.Dialects;

namespace Cake.MySqlReplication.Replication.Repairs;

/// <summary>Whether an applier's position may lie before what its workers have applied.</summary>
internal static class WorkerPlaces
{
    /// <summary>
    /// An applier that stopped by an error, and not on demand, may have written down its position some transactions ago: by
    /// GTID they are known, by file they would be applied twice.
    /// https://dev.mysql.com/doc/refman/8.4/en/replication-features-transaction-inconsistencies.html
    /// </summary>
    public static async Task<bool> AreInexactAsync(ServerConnection replica, ReplicaStatus status, CancellationToken cancellationToken)
    {
        if (status.ApplierErrorNumber == 0)
            return false;
        var rows = await replica.RowsAsync("Asking for workers", DiagnosticQueries.Workers, cancellationToken).ConfigureAwait(false);
        return rows.Any(row => row["Value"] != "0");
    }
}
