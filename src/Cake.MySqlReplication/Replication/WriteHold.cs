using System.Globalization;

namespace Cake.MySqlReplication.Replication;

/// <summary>
/// Keeps everybody from writing to a server. Where it cannot refuse privileged accounts (no super_read_only), they are held by a
/// read lock, and their sessions are ended before that is let go of: otherwise what they wait to write would be written then.
/// </summary>
internal sealed class WriteHold(ServerConnection server, TimeProvider clock)
{
    // Whoever waits for a lock holds up all writers that come after.
    private const int LockSeconds = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Returns when all that was acknowledged before is in the binary log, and nothing comes after it.</summary>
    public Task TakeAsync(CancellationToken cancellationToken)
    {
        string[] statements = server.Dialect.HasSuperReadOnly
            ? ["SET GLOBAL super_read_only = ON"]
            : ["FLUSH TABLES WITH READ LOCK", "SET GLOBAL read_only = ON"];
        return server.ExecuteAllAsync(
            "Holding the writers", statements.Prepend(string.Create(CultureInfo.InvariantCulture, $"SET SESSION lock_wait_timeout = {LockSeconds}")), cancellationToken);
    }

    /// <summary>Lets everybody write again.</summary>
    public Task UndoAsync(CancellationToken cancellationToken) => OpenAsync(server, cancellationToken);

    /// <summary>Makes a server writable, whether or not it is held.</summary>
    public static Task OpenAsync(ServerConnection server, CancellationToken cancellationToken)
    {
        string[] statements = server.Dialect.HasSuperReadOnly
            ? ["SET GLOBAL super_read_only = OFF", "SET GLOBAL read_only = OFF"]
            : ["SET GLOBAL read_only = OFF", "UNLOCK TABLES"];
        return server.ExecuteAllAsync("Making the server writable", statements, cancellationToken);
    }

    /// <summary>Ends the sessions of those that wait to write or to commit, where they could do it later.</summary>
    public async Task EndWritersAsync(CancellationToken cancellationToken)
    {
        if (server.Dialect.HasSuperReadOnly)
            return;

        const string Purpose = "Ending the sessions of writers";
        // Who neither runs a statement nor has a transaction open is left alone: MySQL 5.6 now and then never notices that an idle
        // session was killed. One with an open transaction has to end all the same.
        const string Sessions =
            "SELECT ID FROM information_schema.PROCESSLIST WHERE ID <> CONNECTION_ID() AND USER NOT IN ('system user', 'event_scheduler') " +
            "AND (INFO IS NOT NULL OR ID IN (SELECT trx_mysql_thread_id FROM information_schema.INNODB_TRX))";
        var deadline = new Deadline(clock, TimeSpan.FromSeconds(LockSeconds));
        var ended = new HashSet<string?>();
        while (true)
        {
            var sessions = (await server.RowsAsync(Purpose, Sessions, cancellationToken).ConfigureAwait(false)).Select(row => row["ID"]).ToList();
            // Those that have come since are held, too, and go on to wait.
            if ((ended.Count > 0 && !sessions.Any(ended.Contains)) || sessions.Count == 0)
                return;
            if (deadline.HasPassed)
                throw new MySqlReplicationException($"{sessions.Count} sessions on {server.Server.Name} do not end. SHOW FULL PROCESSLIST there shows which. End them, and run the same target again.");
            foreach (var session in sessions.Where(session => ended.Count == 0 || ended.Contains(session)))
                await KillAsync(session!, cancellationToken).ConfigureAwait(false);
            if (ended.Count == 0)
                ended.UnionWith(sessions);
            await deadline.PauseAsync(Pause, cancellationToken).ConfigureAwait(false);
        }

        async Task KillAsync(string session, CancellationToken token)
        {
            try
            {
                await server.ExecuteAsync(Purpose, $"KILL {long.Parse(session, CultureInfo.InvariantCulture)}", token).ConfigureAwait(false);
            }
            catch (MySqlReplicationException)
            {
                // It has ended by itself; if not, the next look shows it.
            }
        }
    }

    /// <summary>Lets go of the lock. The server stays read-only.</summary>
    public Task LetGoAsync(CancellationToken cancellationToken) => server.Dialect.HasSuperReadOnly
        ? Task.CompletedTask
        : server.ExecuteAsync("Letting go of the writers", "UNLOCK TABLES", cancellationToken);
}
