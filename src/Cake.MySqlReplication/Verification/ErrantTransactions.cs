using Cake.MySqlReplication.Replication;

namespace Cake.MySqlReplication.Verification;

/// <summary>Finds the transactions that only a replica has.</summary>
internal static class ErrantTransactions
{
    /// <summary>
    /// A source sends a transaction to its replicas before it counts it among its own. On a busy machine a replica may be
    /// quicker, by this much at most.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <param name="beyond">Which of the replica's transactions are not among these; they were read once, before those of its sources.</param>
    /// <param name="written">The transactions of its sources.</param>
    /// <param name="writtenByNow">Those that they have when they are asked again.</param>
    /// <param name="clock">What the wait counts by.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Their GTIDs; empty where there are none.</returns>
    public static async Task<string> FindAsync(
        Func<string, Task<string>> beyond, string written, Func<Task<string>> writtenByNow, TimeProvider clock, CancellationToken cancellationToken)
    {
        var errant = await beyond(written).ConfigureAwait(false);
        var deadline = new Deadline(clock, Patience);
        while (errant.Length > 0 && !deadline.HasPassed)
        {
            await deadline.PauseAsync(Pause, cancellationToken).ConfigureAwait(false);
            errant = await beyond(await writtenByNow().ConfigureAwait(false)).ConfigureAwait(false);
        }

        return errant;
    }
}
