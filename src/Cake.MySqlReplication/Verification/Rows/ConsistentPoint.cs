using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Replication;

namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>
/// Pairs of sessions that see source and replica as both were after the same transaction, while both may be written to.
/// </summary>
/// <remarks>
/// Transactional tables: snapshots. The source is locked for the moment that it takes to open them and to read its
/// position, and the replica's applier stands still until its own are open.
/// Other tables have no snapshots: they alone are locked on the source, and the applier stands still, until this is disposed of.
/// </remarks>
internal sealed class ConsistentPoint : IAsyncDisposable
{
    // A global lock that has to wait makes all writers wait behind it.
    private const int LockSeconds = 1;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly List<ServerConnection> _sessions = [];
    private HeldApplier? _applier;

    private ConsistentPoint()
    {
    }

    /// <summary>Sessions of the source and of the replica, by two.</summary>
    public IReadOnlyList<(ServerConnection Source, ServerConnection Replica)> Pairs { get; private set; } = [];

    /// <summary>Opens snapshots, or locks <paramref name="locked"/> where there are such tables.</summary>
    public static async Task<ConsistentPoint> OpenAsync(
        ComparedLink link, int pairs, IReadOnlyList<TableShape> locked, TimeProvider clock, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(clock, link.Limit, "--sync-timeout");
        while (true)
        {
            var point = new ConsistentPoint();
            try
            {
                if (await point.PrepareAsync(link, pairs, locked, clock, cancellationToken).ConfigureAwait(false))
                    return point;
            }
            catch
            {
                await point.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            await point.DisposeAsync().ConfigureAwait(false);
            if (deadline.HasPassed)
            {
                throw new MySqlReplicationException(
                    $"{link.Source.Name} and {link.Replica.Name} replicate from each other, and both were written to all the time for {deadline}: there was no moment " +
                    "at which their rows could be compared. Run the same target again when one of them is quiet, or ask for --verify=standard.");
            }

            await deadline.PauseAsync(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends locks and snapshots, and lets the applier run on.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_applier is not null)
                await _applier.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            foreach (var session in _sessions)
                await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <returns>False where the replica was written to by itself, which in a ring is nothing wrong.</returns>
    private async Task<bool> PrepareAsync(
        ComparedLink link, int pairs, IReadOnlyList<TableShape> locked, TimeProvider clock, CancellationToken cancellationToken)
    {
        // One session more on each side: one that locks, and one that stops and starts the applier.
        var opening = Enumerable.Range(0, 2 * (pairs + 1))
            .Select(index => OpenAsync(index % 2 == 0 ? link.Source : link.Replica, link, clock, cancellationToken)).ToList();
        await ((Task)Task.WhenAll(opening)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _sessions.AddRange(opening.Where(session => session.IsCompletedSuccessfully).Select(session => session.Result));
        await Task.WhenAll(opening).ConfigureAwait(false);
        var (sources, replicas) = (_sessions.Where((_, index) => index % 2 == 0).ToList(), _sessions.Where((_, index) => index % 2 == 1).ToList());
        Pairs = [.. sources.Skip(1).Zip(replicas.Skip(1))];

        // Before the mark: what the replica applies meanwhile must not be beyond it.
        _applier = await HeldApplier.StopAsync(link, replicas[0], clock, cancellationToken).ConfigureAwait(false);
        var snapshots = locked.Count == 0;
        await LockAsync(sources[0], snapshots ? "FLUSH TABLES WITH READ LOCK" : LockTables(locked), link, clock, cancellationToken).ConfigureAwait(false);
        if (snapshots)
            await Task.WhenAll(sources.Skip(1).Select(session => SnapshotAsync(session, cancellationToken))).ConfigureAwait(false);
        var mark = await ApplierPoint.MarkAsync(sources[0], link.Positioning, cancellationToken).ConfigureAwait(false);
        var ring = link.IsInRing ? await RingPoint.OfAsync(link, sources[0], cancellationToken).ConfigureAwait(false) : null;
        if (snapshots)
            await sources[0].ExecuteAsync("Unlocking the source", "UNLOCK TABLES", cancellationToken).ConfigureAwait(false);

        await _applier.AdvanceAsync(sources[0], mark, cancellationToken).ConfigureAwait(false);
        if (ring is not null)
        {
            // Its other writers must not come between the look at it and its snapshots.
            await LockAsync(replicas[0], snapshots ? "FLUSH TABLES WITH READ LOCK" : LockTables(locked), link, clock, cancellationToken).ConfigureAwait(false);
            if (!await ring.IsEqualOnAsync(replicas[0], cancellationToken).ConfigureAwait(false))
            {
                await replicas[0].ExecuteAsync("Unlocking the replica", "UNLOCK TABLES", cancellationToken).ConfigureAwait(false);
                return false;
            }
        }

        if (snapshots)
        {
            await Task.WhenAll(replicas.Skip(1).Select(session => SnapshotAsync(session, cancellationToken))).ConfigureAwait(false);
            if (ring is not null)
                await replicas[0].ExecuteAsync("Unlocking the replica", "UNLOCK TABLES", cancellationToken).ConfigureAwait(false);
            await _applier.DisposeAsync().ConfigureAwait(false);
        }

        return true;
    }

    private static async Task<ServerConnection> OpenAsync(RunningServer server, ComparedLink link, TimeProvider clock, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(clock, link.Limit, "--sync-timeout");
        var session = await ContentComparison.ConnectAsync(server, deadline, cancellationToken).ConfigureAwait(false);
        try
        {
            await session.ExecuteAsync(
                "Preparing a session", $"SET SESSION time_zone = '+00:00', lock_wait_timeout = {LockSeconds}", cancellationToken).ConfigureAwait(false);
            await session.ExecuteAsync("Preparing a session", "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ", cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Tries until the lock is had: a long query, or a backup, may be in the way.</summary>
    private static async Task LockAsync(ServerConnection source, string statement, ComparedLink link, TimeProvider clock, CancellationToken cancellationToken)
    {
        var deadline = source.Deadline = new Deadline(clock, link.Limit, "--sync-timeout");
        while (true)
        {
            try
            {
                await source.ExecuteAsync("Locking tables for a moment", statement, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (MySqlReplicationException exception) when (!deadline.HasPassed && StatementFailure.IsLockTimeout(exception))
            {
                await deadline.PauseAsync(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static string LockTables(IEnumerable<TableShape> tables) =>
        $"LOCK TABLES {string.Join(", ", tables.Select(table => $"{Sql.Identifier(table.Schema)}.{Sql.Identifier(table.Name)} READ"))}";

    /// <summary>With a savepoint: to go back to it ends the metadata locks that reading tables took.</summary>
    private static Task SnapshotAsync(ServerConnection session, CancellationToken cancellationToken) =>
        session.ExecuteAllAsync("Opening a snapshot", ["START TRANSACTION WITH CONSISTENT SNAPSHOT", "SAVEPOINT compared"], cancellationToken);
}
