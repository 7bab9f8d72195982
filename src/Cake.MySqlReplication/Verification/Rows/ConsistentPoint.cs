using System.Collections.Concurrent;
using Cake.MySqlReplication.Replication;

namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>
/// Pairs of sessions that see source and replica as both were after the same transaction, while both may be written to.
/// </summary>
/// <remarks>
/// The source is locked for the moment that it takes to open snapshots and to read its position, and the replica's applier
/// stands still until its own are open. Other tables than transactional ones have no snapshots: they alone are locked on the
/// source, and the applier stands still, until this is disposed of.
/// In a ring both are written to: one is locked until the other has all of it, and then both until snapshots are open.
/// </remarks>
internal sealed class ConsistentPoint : IAsyncDisposable
{
    // A global lock that has to wait makes all writers wait behind it.
    private const int LockSeconds = 1;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(2);

    // All that would write to a server of a ring waits so long at most for the other one.
    private static readonly TimeSpan LongestLock = TimeSpan.FromSeconds(1);

    private readonly List<ServerConnection> _sessions = [];
    private readonly Func<ServerConnection, Task> _look;
    private HeldApplier? _applier;

    private ConsistentPoint(Func<ServerConnection, Task> look) => _look = look;

    /// <summary>Sessions of the source and of the replica, by two.</summary>
    public IReadOnlyList<(ServerConnection Source, ServerConnection Replica)> Pairs { get; private set; } = [];

    /// <summary>Opens snapshots, or locks <paramref name="locked"/> where there are such tables.</summary>
    public static Task<ConsistentPoint> OpenAsync(
        ComparedLink link, int pairs, IReadOnlyList<TableShape> locked, TimeProvider clock, CancellationToken cancellationToken) =>
        OpenAsync(link, pairs, locked, _ => Task.CompletedTask, clock, cancellationToken);

    /// <summary>Reads on both what no snapshot holds: on the source under the lock, and on the replica while its applier stands still.</summary>
    /// <param name="link">Source and replica.</param>
    /// <param name="read">Reads it on one of them, in a short time.</param>
    /// <param name="clock">What deadlines count by.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<(T Source, T Replica)> ReadAsync<T>(
        ComparedLink link, Func<ServerConnection, Task<T>> read, TimeProvider clock, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<string, T>();
        await using var point = await OpenAsync(link, 0, [], LookAsync, clock, cancellationToken).ConfigureAwait(false);
        return (found[link.Source.Name], found[link.Replica.Name]);

        async Task LookAsync(ServerConnection server) => found[server.Server.Name] = await read(server).ConfigureAwait(false);
    }

    private static async Task<ConsistentPoint> OpenAsync(
        ComparedLink link, int pairs, IReadOnlyList<TableShape> locked, Func<ServerConnection, Task> look, TimeProvider clock, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(clock, link.Limit, "--sync-timeout");
        for (var attempt = 0; ; attempt++)
        {
            var point = new ConsistentPoint(look);
            try
            {
                if (await point.PrepareAsync(link, pairs, locked, attempt, clock, cancellationToken).ConfigureAwait(false))
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
                    "at which they could be compared. Run the same target again when one of them is quiet, or ask for --verify=standard.");
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

    /// <returns>False where both servers of a ring were written to.</returns>
    private async Task<bool> PrepareAsync(
        ComparedLink link, int pairs, IReadOnlyList<TableShape> locked, int attempt, TimeProvider clock, CancellationToken cancellationToken)
    {
        // One session more on each side: one that locks, and one that stops and starts the applier.
        var opening = Enumerable.Range(0, 2 * (pairs + 1))
            .Select(index => OpenAsync(index % 2 == 0 ? link.Source : link.Replica, link, clock, cancellationToken)).ToList();
        await ((Task)Task.WhenAll(opening)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _sessions.AddRange(opening.Where(session => session.IsCompletedSuccessfully).Select(session => session.Result));
        await Task.WhenAll(opening).ConfigureAwait(false);
        var (sources, replicas) = (_sessions.Where((_, index) => index % 2 == 0).ToList(), _sessions.Where((_, index) => index % 2 == 1).ToList());
        Pairs = [.. sources.Skip(1).Zip(replicas.Skip(1))];
        if (link.IsInRing)
        {
            // Whoever is written to has to be the first, which one of two attempts gets right.
            var (first, second) = attempt % 2 == 0 ? (sources, replicas) : (replicas, sources);
            return await MeetAsync(new RingMembers(link, sources[0], replicas[0]), first, second, locked, clock, cancellationToken).ConfigureAwait(false);
        }

        // Before the mark: what the replica applies meanwhile must not be beyond it.
        _applier = await HeldApplier.StopAsync(link, replicas[0], clock, cancellationToken).ConfigureAwait(false);
        await new TableLocks(sources, locked, link.Limit, clock).HoldAsync(cancellationToken).ConfigureAwait(false);
        var mark = await ApplierPoint.MarkAsync(sources[0], link.Positioning, cancellationToken).ConfigureAwait(false);
        await _look(sources[0]).ConfigureAwait(false);
        await TableLocks.ReleaseAsync(sources[0], cancellationToken).ConfigureAwait(false);
        await _applier.AdvanceAsync(sources[0], mark, cancellationToken).ConfigureAwait(false);
        await _look(replicas[0]).ConfigureAwait(false);
        if (locked.Count == 0)
        {
            await Task.WhenAll(replicas.Skip(1).Select(session => TableLocks.SnapshotAsync(session, cancellationToken))).ConfigureAwait(false);
            await _applier.DisposeAsync().ConfigureAwait(false);
        }

        return true;
    }

    private async Task<bool> MeetAsync(
        RingMembers ring, List<ServerConnection> first, List<ServerConnection> second, IReadOnlyList<TableShape> locked, TimeProvider clock, CancellationToken cancellationToken)
    {
        var limit = first[0].Deadline.Limit;
        var (one, other) = (new TableLocks(first, locked, limit, clock), new TableLocks(second, locked, limit, clock));
        try
        {
            await one.HoldAsync(cancellationToken).ConfigureAwait(false);
            var deadline = new Deadline(clock, LongestLock);
            if (!await ReachesAsync(() => ring.HasAllOfAsync(second[0], first[0], cancellationToken), deadline, cancellationToken).ConfigureAwait(false))
                return false;
            await other.HoldAsync(cancellationToken).ConfigureAwait(false);
            if (!await ReachesAsync(() => ring.AreEqualAsync(cancellationToken), deadline, cancellationToken).ConfigureAwait(false))
                return false;
            await Task.WhenAll(_look(first[0]), _look(second[0])).ConfigureAwait(false);
            return true;
        }
        finally
        {
            // When this is given up, sessions are closed, which unlocks, too.
            await TableLocks.ReleaseAsync(first[0], cancellationToken).ConfigureAwait(false);
            await TableLocks.ReleaseAsync(second[0], cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> ReachesAsync(Func<Task<bool>> look, Deadline deadline, CancellationToken cancellationToken)
    {
        while (!await look().ConfigureAwait(false))
        {
            if (deadline.HasPassed)
                return false;
            await deadline.PauseAsync(ShortPause, cancellationToken).ConfigureAwait(false);
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
}
