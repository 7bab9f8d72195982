using System.Globalization;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Topologies;
using MySqlConnector;

namespace Cake.MySqlReplication.Replication;

/// <summary>Sets a server's global variables back to what they were.</summary>
internal static class SettingsReset
{
    // They say what the server does, has and is; nobody sets them.
    private static readonly string[] Moving =
    [
        "server_id",
        "gtid_executed", "gtid_purged", "gtid_owned", "gtid_binlog_pos", "gtid_binlog_state", "gtid_current_pos", "gtid_slave_pos", "gtid_seq_no",
        "timestamp", "pseudo_thread_id", "in_transaction", "last_gtid", "rand_seed1", "rand_seed2", "last_insert_id", "identity", "server_uuid",
        "innodb_buffer_pool_load_now", "innodb_buffer_pool_dump_now",
    ];

    private const string Purpose = "Setting back the settings";

    /// <returns>The names of the variables that were set back, and of those that could not be, with the reason.</returns>
    public static async Task<(IReadOnlyList<string> SetBack, IReadOnlyList<string> Problems)> RunAsync(
        ServerConnection server, ServerBaseline baseline, CancellationToken cancellationToken)
    {
        List<string> setBack = [], problems = [];
        var present = await ServerContents.VariablesAsync(server, cancellationToken).ConfigureAwait(false);
        // One that was not there came with a plugin.
        var changed = baseline.Variables
            .Where(variable => !Moving.Contains(variable.Key) && present.TryGetValue(variable.Key, out var value) && value != variable.Value)
            // What protects others from the change comes last: a read-only server takes no setting that is kept in tables.
            .OrderBy(variable => variable.Key is "read_only" ? 1 : variable.Key is "super_read_only" ? 2 : 0);
        foreach (var (name, value) in changed)
        {
            if (await SetAsync(server, name, value, cancellationToken).ConfigureAwait(false) is not { } failure)
                setBack.Add(name);
            else if (!IsFixed(failure))
                problems.Add($"{server.Server.Name}: {name} is not {value} again: {failure.Message}");
        }

        foreach (var name in (await ServerContents.PersistedAsync(server, cancellationToken).ConfigureAwait(false)).Except(baseline.Persisted))
        {
            await server.ExecuteAsync(Purpose, $"RESET PERSIST IF EXISTS {Sql.Identifier(name)}", cancellationToken).ConfigureAwait(false);
            if (!setBack.Contains(name))
                setBack.Add(name);
        }

        return (setBack, problems);
    }

    private static async Task<MySqlReplicationException?> SetAsync(ServerConnection server, string name, string value, CancellationToken cancellationToken)
    {
        var isNumber = decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
        // Nothing tells a number from a text that looks like one, or NULL from an empty text, but the server's refusal.
        string[] forms = isNumber ? [value, Sql.Literal(value)] : value.Length == 0 ? ["''", "NULL", "DEFAULT"] : [Sql.Literal(value)];
        MySqlReplicationException? failure = null;
        foreach (var form in forms)
        {
            try
            {
                await server.ExecuteAsync(Purpose, $"SET GLOBAL {Sql.Identifier(name)} = {form}", cancellationToken).ConfigureAwait(false);
                return null;
            }
            catch (MySqlReplicationException exception)
            {
                failure = exception;
            }
        }

        return failure;
    }

    /// <summary>Nobody can have set it while the server ran: it comes from the option file, by the server's role, say.</summary>
    private static bool IsFixed(MySqlReplicationException failure) =>
        failure.InnerException is MySqlException { ErrorCode: MySqlErrorCode.IncorrectGlobalLocalVariable };
}
