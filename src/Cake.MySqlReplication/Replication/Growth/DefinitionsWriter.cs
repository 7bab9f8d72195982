using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Dialects;

namespace Cake.MySqlReplication.Replication.Growth;

/// <summary>Makes on a server what was read of another one.</summary>
internal sealed class DefinitionsWriter(ServerConnection server, CopyStatements statements, ICakeLog log)
{
    /// <summary>Schemas and empty tables. What an image brings along by itself goes first.</summary>
    public async Task MakeTablesAsync(SourceDefinitions definitions, CancellationToken cancellationToken)
    {
        foreach (var row in await server.RowsAsync("Reading its schemas", CopyStatements.Schemas, cancellationToken).ConfigureAwait(false))
            await server.ExecuteAsync("Removing a schema of the image", $"DROP DATABASE {Sql.Identifier(row["name"]!)}", cancellationToken).ConfigureAwait(false);
        await server.ExecuteAllAsync("Creating the schemas", definitions.Schemas, cancellationToken).ConfigureAwait(false);
        // Defaults of columns may take their values from sequences.
        foreach (var table in definitions.Tables.OrderByDescending(table => table.IsSequence))
        {
            await UseAsync(table.Schema, cancellationToken).ConfigureAwait(false);
            await server.ExecuteAsync($"Creating the table {table.Path}", table.Definition, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What is of no use before there are tables, and would change their rows while they are loaded.</summary>
    public async Task MakeRestAsync(SourceDefinitions definitions, CancellationToken cancellationToken)
    {
        var known = await server.RowsAsync("Reading its accounts", statements.Accounts, cancellationToken).ConfigureAwait(false);
        var accounts = definitions.Accounts
            .Where(account => !known.Any(row => row["user"] == account.User && row["host"] == account.Host))
            .ToList();
        await server.ExecuteAllAsync("Creating the accounts", accounts.Select(account => account.Create).OfType<string>(), cancellationToken).ConfigureAwait(false);
        await MakeAsync("routine", definitions.Routines, cancellationToken).ConfigureAwait(false);
        await MakeViewsAsync(definitions.Views, cancellationToken).ConfigureAwait(false);
        await MakeAsync("trigger", definitions.Triggers, cancellationToken).ConfigureAwait(false);
        await MakeAsync("event", OnReplica(definitions.Events), cancellationToken).ConfigureAwait(false);
        await server.ExecuteAllAsync("Granting the accounts what they may do", accounts.SelectMany(account => account.Grants), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes events anew that came as they are on their source, where they are executed.</summary>
    public async Task RemakeEventsAsync(IReadOnlyList<StoredProgram> events, CancellationToken cancellationToken)
    {
        await server.ExecuteAllAsync("Removing an event", events.Select(program => $"DROP EVENT {program.Path}"), cancellationToken).ConfigureAwait(false);
        await MakeAsync("event", OnReplica(events), cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<StoredProgram> OnReplica(IEnumerable<StoredProgram> events) =>
        events.Select(program => program with { Definition = statements.OnReplica(program.Definition) });

    private async Task MakeAsync(string kind, IEnumerable<StoredProgram> programs, CancellationToken cancellationToken)
    {
        foreach (var program in programs)
        {
            // The one before may have left another character set, in which names are not what they are.
            await server.ExecuteAsync("Preparing the session", CopyStatements.SpeakUnicode, cancellationToken).ConfigureAwait(false);
            await UseAsync(program.Schema, cancellationToken).ConfigureAwait(false);
            if (program.SetSession is { } set)
                await server.ExecuteAsync("Preparing the session", set, cancellationToken).ConfigureAwait(false);
            await server.ExecuteAsync($"Creating the {kind} {program.Path}", program.Definition, cancellationToken).ConfigureAwait(false);
        }

        await server.ExecuteAllAsync("Preparing the session", CopyStatements.LoadAsItIs, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A view may stand on others: those that cannot be made yet are tried again when there are more.</summary>
    private async Task MakeViewsAsync(IReadOnlyList<StoredProgram> views, CancellationToken cancellationToken)
    {
        for (var left = views; left.Count > 0;)
        {
            var failures = new List<(StoredProgram View, MySqlReplicationException Failure)>();
            foreach (var view in left)
            {
                try
                {
                    await MakeAsync("view", [view], cancellationToken).ConfigureAwait(false);
                }
                catch (MySqlReplicationException failure) when (StatementFailure.IsRefusal(failure))
                {
                    failures.Add((view, failure));
                }
            }

            if (failures.Count == left.Count)
            {
                foreach (var (view, failure) in failures)
                    log.Warning("The view {0} is left out: it does not work on the source either, as what it stands on is gone. {1}", view.Path, failure.Message);
                return;
            }

            left = [.. failures.Select(failed => failed.View)];
        }
    }

    private Task UseAsync(string schema, CancellationToken cancellationToken) =>
        server.ExecuteAsync("Changing to a schema", $"USE {Sql.Identifier(schema)}", cancellationToken);
}
