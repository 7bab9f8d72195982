using Cake.MySqlReplication.Dialects;
using MySqlConnector;

namespace Cake.MySqlReplication.Replication.Growth;

/// <summary>
/// The rows of a live source as they were at one moment, and how far its binary log had come at that moment. All tables are
/// locked for the milliseconds that it takes to begin; those that keep no old rows (MyISAM, say) until they are read.
/// </summary>
internal sealed class SourceSnapshot : IAsyncDisposable
{
    // While the lock is waited for, all that would write waits behind it.
    private const int MostSecondsForLock = 5;
    private const int MostAttempts = 3;

    // A connection that waits for its other end is not to be closed for it.
    private static readonly string[] Patience =
    [
        "SET SESSION net_write_timeout = 3600, wait_timeout = 86400",
        $"SET SESSION lock_wait_timeout = {MostSecondsForLock}",
        "SET SESSION time_zone = '+00:00'",
    ];

    private readonly ServerConnection _snapshot;
    private readonly ServerConnection _locks;

    private SourceSnapshot(ServerConnection snapshot, ServerConnection locks) => (_snapshot, _locks) = (snapshot, locks);

    /// <summary>How far the source was.</summary>
    public SourceMark Mark { get; private set; } = new(new BinaryLogPosition("", 0), null);

    /// <summary>The session that reads a table as it was.</summary>
    public ServerConnection SessionFor(CopiedTable table) => table.IsTransactional ? _snapshot : _locks;

    /// <param name="open">Opens a session on the source.</param>
    /// <param name="locked">The tables that have to be locked until they are read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<SourceSnapshot> TakeAsync(
        Func<Task<ServerConnection>> open, IReadOnlyList<CopiedTable> locked, CancellationToken cancellationToken)
    {
        var snapshot = await open().ConfigureAwait(false);
        try
        {
            var taken = new SourceSnapshot(snapshot, await open().ConfigureAwait(false));
            try
            {
                await taken.BeginAsync(locked, cancellationToken).ConfigureAwait(false);
                return taken;
            }
            catch
            {
                await taken._locks.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch
        {
            await snapshot.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Lets others write to the tables that were locked until they were read.</summary>
    public Task UnlockAsync(CancellationToken cancellationToken) => _locks.ExecuteAsync("Unlocking tables", CopyStatements.Unlock, cancellationToken);

    /// <summary>Lets others alter a table that was read.</summary>
    public Task FreeAsync(CancellationToken cancellationToken) => _snapshot.ExecuteAsync("Letting go of a table", CopyStatements.FreeTables, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _snapshot.DisposeAsync().ConfigureAwait(false);
        await _locks.DisposeAsync().ConfigureAwait(false);
    }

    private async Task BeginAsync(IReadOnlyList<CopiedTable> locked, CancellationToken cancellationToken)
    {
        const string Purpose = "Reading how far the source is";
        await _locks.ExecuteAllAsync(Purpose, Patience, cancellationToken).ConfigureAwait(false);
        await _snapshot.ExecuteAllAsync(Purpose, Patience, cancellationToken).ConfigureAwait(false);
        await LockAllAsync(cancellationToken).ConfigureAwait(false);
        if (locked.Count > 0)
            await _locks.ExecuteAsync("Locking tables that keep no old rows", CopyStatements.LockToRead(locked.Select(table => table.Path)), cancellationToken).ConfigureAwait(false);

        await _snapshot.ExecuteAllAsync(Purpose, CopyStatements.BeginSnapshot, cancellationToken).ConfigureAwait(false);
        Mark = await SourceMarks.ReadAsync(_snapshot, cancellationToken).ConfigureAwait(false);
        await _snapshot.ExecuteAllAsync(Purpose, [CopyStatements.Unlock, CopyStatements.HoldTables], cancellationToken).ConfigureAwait(false);
    }

    private async Task LockAllAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _snapshot.ExecuteAsync("Holding writers for a moment", CopyStatements.LockAll, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (MySqlReplicationException failure) when (failure.InnerException is MySqlException { ErrorCode: MySqlErrorCode.LockWaitTimeout } && attempt < MostAttempts)
            {
                // A long statement was in the way. Those that waited behind the lock go first now.
            }
        }
    }
}
