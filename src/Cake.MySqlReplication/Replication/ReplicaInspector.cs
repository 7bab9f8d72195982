using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Dialects;

namespace Cake.MySqlReplication.Replication;

/// <summary>Reads how a replica is doing, and says in words what is wrong with it.</summary>
internal static class ReplicaInspector
{
    /// <returns>Its status, or null where it replicates from nowhere.</returns>
    public static async Task<ReplicaStatus?> ReadAsync(ServerConnection replica, string channel, CancellationToken cancellationToken)
    {
        try
        {
            var rows = await replica.RowsAsync("Reading the state of replication", replica.Dialect.ShowReplicaStatus(channel), cancellationToken).ConfigureAwait(false);
            return rows.Count == 0 ? null : new ReplicaStatus(rows[0]);
        }
        catch (MySqlReplicationException exception) when (StatementFailure.IsMissingChannel(exception))
        {
            return null;
        }
    }

    /// <summary>What keeps replication from working and will not pass by itself; null when there is nothing.</summary>
    public static async Task<string?> FindFailureAsync(ServerConnection replica, ReplicaStatus status, CancellationToken cancellationToken)
    {
        if (status.Applier == "No")
        {
            return status.ApplierErrorNumber == 0
                ? "The applier (SQL thread) is stopped, and no error is recorded: somebody stopped it. START REPLICA (START SLAVE on older servers) starts it."
                : Describe("applier (SQL thread)", status.ApplierErrorNumber, await ApplierErrorAsync(replica, status, cancellationToken).ConfigureAwait(false));
        }

        if (status.Receiver == "No" && status.ReceiverErrorNumber == 0)
            return "The receiver (IO thread) is stopped, and no error is recorded: somebody stopped it. START REPLICA (START SLAVE on older servers) starts it.";
        return status.Receiver == "No" || ReplicationErrors.IsFinal(status.ReceiverErrorNumber) ? DescribeReceiver(status) : null;
    }

    /// <summary>The receiver's last error, whether or not it may pass; null when there is none.</summary>
    public static string? DescribeReceiver(ReplicaStatus status) =>
        status.ReceiverErrorNumber == 0 ? null : Describe("receiver (IO thread)", status.ReceiverErrorNumber, status.ReceiverError);

    private static string Describe(string thread, int number, string text)
    {
        var remedy = ReplicationErrors.Explain(number, text);
        return $"The {thread} reports error {number}: {text}" + (remedy is null ? "" : Environment.NewLine + "    " + remedy);
    }

    /// <summary>With several workers the status only says that one of them failed. The table by worker says why.</summary>
    private static async Task<string> ApplierErrorAsync(ServerConnection replica, ReplicaStatus status, CancellationToken cancellationToken)
    {
        if (!status.ApplierError.Contains("by_worker", StringComparison.Ordinal))
            return status.ApplierError;

        try
        {
            const string Query = "SELECT LAST_ERROR_MESSAGE FROM performance_schema.replication_applier_status_by_worker WHERE LAST_ERROR_NUMBER <> 0";
            return await replica.ScalarAsync("Reading the applier's error", Query, cancellationToken).ConfigureAwait(false) ?? status.ApplierError;
        }
        catch (MySqlReplicationException)
        {
            return status.ApplierError;
        }
    }
}
