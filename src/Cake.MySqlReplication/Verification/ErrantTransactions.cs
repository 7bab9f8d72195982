using Cake.MySqlReplication.Replication;

namespace Cake.MySqlReplication.Verification;

/// <summary>Finds the transactions that only a replica has.</summary>
internal static class ErrantTransactions
{
    // A source sends a transaction to its replicas before it counts it among its own. On a busy machine one may be quicker.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <param name="replica">The replica.</param>
    /// <param name="history">The transactions that it has.</param>
    /// <param name="written">Those that its sources had after that.</param>
    /// <param name="sources">The sources, of which a later look is taken where need be.</param>
    /// <param name="clock">What the wait counts by.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Their GTIDs; empty where there are none.</returns>
    public static async Task<string> FindAsync(
        ServerConnection replica, string history, string written, IReadOnlyList<RunningServer> sources, TimeProvider clock, CancellationToken cancellationToken)
    {
        var errant = await CompareAsync(replica, history, written, cancellationToken).ConfigureAwait(false);
        var deadline = new Deadline(clock, Patience);
        while (errant.Length > 0 && !deadline.HasPassed)
        {
            await deadline.PauseAsync(Pause, cancellationToken).ConfigureAwait(false);
            var now = await Task.WhenAll(sources.Select(source => HistoryAsync(source, replica.Deadline.Limit, clock, cancellationToken))).ConfigureAwait(false);
            errant = await CompareAsync(replica, history, string.Join(',', now), cancellationToken).ConfigureAwait(false);
        }

        return errant;
    }

    /// <summary>By a session of its own: several replicas look at the same sources at once.</summary>
    private static async Task<string> HistoryAsync(RunningServer source, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var session = await ContentComparison.ConnectAsync(source, new Deadline(clock, limit, "--sync-timeout"), cancellationToken).ConfigureAwait(false);
        return (await session.ScalarAsync("Reading GTIDs", session.Dialect.History, cancellationToken).ConfigureAwait(false) ?? "").ReplaceLineEndings("");
    }

    private static async Task<string> CompareAsync(ServerConnection replica, string history, string written, CancellationToken cancellationToken) =>
        (await replica.ScalarAsync("Comparing GTIDs", replica.Dialect.Beyond(history, written), cancellationToken).ConfigureAwait(false) ?? "").ReplaceLineEndings("");
}
