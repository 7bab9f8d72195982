using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Growth;

/// <summary>
/// Copies a live source by statements, as a dump does, and straight from one server to the other: definitions by SHOW CREATE,
/// rows by SELECT of a consistent snapshot into LOAD DATA. It needs no program but the two servers.
/// </summary>
internal sealed class StatementCopy(ServerVersion version, ICakeLog log)
{
    private const int MostAttempts = 5;

    private readonly CopyStatements _statements = new(version);

    /// <param name="openSource">Opens a session on the source.</param>
    /// <param name="replica">A server without data.</param>
    /// <param name="progress">Is told how much was copied.</param>
    /// <param name="standstill">Is told that it goes on; its token gives up.</param>
    /// <returns>How far the source was when its rows were what the replica has now.</returns>
    public async Task<SourceMark> RunAsync(
        Func<Task<ServerConnection>> openSource, ServerConnection replica, CopyProgress progress, Standstill standstill)
    {
        var cancellationToken = standstill.Token;
        var writer = new DefinitionsWriter(replica, _statements, log);
        var localInfile = await replica.ScalarAsync("Preparing to load", "SELECT @@GLOBAL.local_infile", cancellationToken).ConfigureAwait(false);
        await replica.ExecuteAllAsync("Preparing to load", _statements.BeginLoading, cancellationToken).ConfigureAwait(false);

        var (definitions, snapshot) = await TakeAsync(openSource, cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            progress.Total = definitions.Tables.Sum(table => table.Bytes);
            standstill.Moved();
            await writer.MakeTablesAsync(definitions, cancellationToken).ConfigureAwait(false);
            await CopyRowsAsync(definitions, snapshot, replica, Moved, cancellationToken).ConfigureAwait(false);
        }

        await writer.MakeRestAsync(definitions, cancellationToken).ConfigureAwait(false);
        await replica.ExecuteAsync("Ending to load", CopyStatements.EndLoading(localInfile!), cancellationToken).ConfigureAwait(false);
        return snapshot.Mark;

        void Moved(long bytes)
        {
            standstill.Moved();
            progress.Add(bytes);
        }
    }

    /// <summary>
    /// Definitions are not part of a snapshot. What they were at its moment is known when they were the same before and after.
    /// </summary>
    private async Task<(SourceDefinitions Definitions, SourceSnapshot Snapshot)> TakeAsync(
        Func<Task<ServerConnection>> open, CancellationToken cancellationToken)
    {
        await using var source = await open().ConfigureAwait(false);
        var reader = new DefinitionsReader(source, _statements);
        var before = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            var locked = before.Tables.Where(table => table.HoldsRows && !table.IsTransactional).ToList();
            var snapshot = await SourceSnapshot.TakeAsync(open, locked, cancellationToken).ConfigureAwait(false);
            try
            {
                var after = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                if (after.IsSameAs(before))
                    return (after, snapshot);
                before = after;
            }
            catch
            {
                await snapshot.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            await snapshot.DisposeAsync().ConfigureAwait(false);
            log.Verbose("Tables or accounts of {0} were changed while they were read; reading them again.", source.Server.Name);
            if (attempt == MostAttempts)
            {
                throw new MySqlReplicationException(
                    $"Tables or accounts of {source.Server.Name} are being created, altered or dropped all the time, so that no moment can be found to copy it at. " +
                    "Run the same target again when that is over.");
            }
        }
    }

    private static async Task CopyRowsAsync(
        SourceDefinitions definitions, SourceSnapshot snapshot, ServerConnection replica, Action<long> copied, CancellationToken cancellationToken)
    {
        var copy = new TableCopy(replica, copied);
        var tables = definitions.Tables.Where(table => table.HoldsRows).ToLookup(table => table.IsTransactional);
        foreach (var table in tables[false])
            await copy.CopyAsync(snapshot.SessionFor(table), table, cancellationToken).ConfigureAwait(false);
        await snapshot.UnlockAsync(cancellationToken).ConfigureAwait(false);
        foreach (var table in tables[true])
        {
            await copy.CopyAsync(snapshot.SessionFor(table), table, cancellationToken).ConfigureAwait(false);
            await snapshot.FreeAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (var sequence in definitions.Tables.Where(table => table.IsSequence))
        {
            var next = await snapshot.SessionFor(sequence)
                .ScalarAsync("Reading a sequence", $"SELECT next_not_cached_value FROM {sequence.Path}", cancellationToken).ConfigureAwait(false);
            await replica.ExecuteAsync("Setting a sequence", $"DO SETVAL({sequence.Path}, {next}, 0)", cancellationToken).ConfigureAwait(false);
        }
    }
}
