using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Replication;

namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>Makes sessions of one server see the same moment: the first one locks the server while the others open snapshots.</summary>
/// <param name="sessions">The one that locks, and those that read.</param>
/// <param name="locked">Tables without snapshots, which the readers lock instead; empty for snapshots.</param>
/// <param name="limit">How long it is tried.</param>
/// <param name="clock">What deadlines count by.</param>
internal sealed class TableLocks(IReadOnlyList<ServerConnection> sessions, IReadOnlyList<TableShape> locked, TimeSpan limit, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Tries until all locks are had: a long query, or a backup, may be in the way. The server stays locked until
    /// <see cref="ReleaseAsync"/>.
    /// </summary>
    public async Task HoldAsync(CancellationToken cancellationToken)
    {
        var deadline = sessions[0].Deadline = new Deadline(clock, limit, "--sync-timeout");
        while (true)
        {
            try
            {
                await sessions[0].ExecuteAsync("Locking tables for a moment", "FLUSH TABLES WITH READ LOCK", cancellationToken).ConfigureAwait(false);
                await Task.WhenAll(sessions.Skip(1).Select(session => OpenAsync(session, cancellationToken))).ConfigureAwait(false);
                return;
            }
            catch (MySqlReplicationException exception) when (!deadline.HasPassed && StatementFailure.IsLockTimeout(exception))
            {
                await ReleaseAsync(sessions[0], cancellationToken).ConfigureAwait(false);
                await deadline.PauseAsync(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public static Task ReleaseAsync(ServerConnection session, CancellationToken cancellationToken) =>
        session.ExecuteAsync("Unlocking tables", "UNLOCK TABLES", cancellationToken);

    /// <summary>With a savepoint: to go back to it ends the metadata locks that reading tables took.</summary>
    public static Task SnapshotAsync(ServerConnection session, CancellationToken cancellationToken) =>
        session.ExecuteAllAsync("Opening a snapshot", ["START TRANSACTION WITH CONSISTENT SNAPSHOT", "SAVEPOINT compared"], cancellationToken);

    /// <summary>Each reader locks for itself: behind a writer that waits for another's lock it would wait, too.</summary>
    private Task OpenAsync(ServerConnection session, CancellationToken cancellationToken) => locked.Count == 0
        ? SnapshotAsync(session, cancellationToken)
        : session.ExecuteAsync(
            "Locking tables",
            $"LOCK TABLES {string.Join(", ", locked.Select(table => $"{Sql.Identifier(table.Schema)}.{Sql.Identifier(table.Name)} READ"))}",
            cancellationToken);
}
