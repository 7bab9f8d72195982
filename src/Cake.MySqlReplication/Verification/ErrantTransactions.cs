using Cake.MySqlReplication.Replication;

namespace Cake.MySqlReplication.Verification;

/// <summary>Finds the transactions that only a replica has.</summary>
internal static class ErrantTransactions
{
    // A source sends a transaction to its replicas before it counts it among its own. On a busy machine one may be quicker.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <returns>Their GTIDs; empty where there are none.</returns>
    public static async Task<string> FindAsync(
        ServerConnection replica, RunningServer source, string replicaGtids, string sourceGtids, int serverId, TimeProvider clock, CancellationToken cancellationToken)
    {
        var errant = await CompareAsync(replica, replicaGtids, sourceGtids, serverId, cancellationToken).ConfigureAwait(false);
        // MariaDB's answer does not depend on the source.
        if (errant.Length == 0 || replica.Dialect.MissingGtids("") is null)
            return errant;

        var deadline = new Deadline(clock, Patience);
        await using var session = await ContentComparison.ConnectAsync(source, new Deadline(clock, replica.Deadline.Limit, "--sync-timeout"), cancellationToken).ConfigureAwait(false);
        while (errant.Length > 0 && !deadline.HasPassed)
        {
            await deadline.PauseAsync(Pause, cancellationToken).ConfigureAwait(false);
            var now = await session.ScalarAsync("Reading GTIDs", session.Dialect.SourceGtids, cancellationToken).ConfigureAwait(false) ?? "";
            errant = await CompareAsync(replica, replicaGtids, now.ReplaceLineEndings(""), serverId, cancellationToken).ConfigureAwait(false);
        }

        return errant;
    }

    private static async Task<string> CompareAsync(
        ServerConnection replica, string replicaGtids, string sourceGtids, int serverId, CancellationToken cancellationToken) =>
        (await replica.ScalarAsync("Comparing GTIDs", replica.Dialect.ErrantGtids(replicaGtids, sourceGtids, serverId), cancellationToken).ConfigureAwait(false) ?? "").ReplaceLineEndings("");
}
