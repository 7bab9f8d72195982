using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Dialects;

/// <summary>What the option file of a server needs besides, while it becomes a clone of another.</summary>
internal static class CloneOptions
{
    private const string PerformanceSchema = "performance_schema";

    // What it is sized for by default takes a start a second to clear. How far a clone has come needs none of it.
    private static readonly string[] Sizes =
    [
        "digests_size",
        "error_size",
        "events_statements_history_long_size",
        "events_transactions_history_long_size",
        "events_stages_history_long_size",
        "events_waits_history_long_size",
        "max_statement_classes",
        "max_memory_classes",
        "max_mutex_classes",
        "max_rwlock_classes",
        "max_cond_classes",
        "max_file_classes",
        "max_socket_classes",
        "max_stage_classes",
        "max_digest_length",
        "max_sql_text_length",
        "max_table_instances",
        "max_table_handles",
        "max_thread_instances",
        "max_file_handles",
        "setup_actors_size",
        "setup_objects_size",
        "users_size",
        "hosts_size",
        "accounts_size",
    ];

    /// <summary>The option file of a server that tells how far its clone has come.</summary>
    public static string WithFigures(Topology topology, ServerSpec server)
    {
        IEnumerable<string> sizes = IsAskedFor(topology, server) ? [] : Sizes.Select(size => $"loose_{PerformanceSchema}_{size} = 0\n");
        return $"{OptionFile.Text(topology, server)}\n[mysqld]\n{PerformanceSchema} = ON\n{string.Concat(sizes)}";
    }

    /// <summary>
    /// The option file of a server that starts as a clone: what came along with the data is not to begin to work before it is adapted.
    /// </summary>
    public static string Quiet(Topology topology, ServerSpec server) =>
        $"{WithFigures(topology, server)}skip-{Dialect.For(server.Version).ReplicaWord}-start\nevent_scheduler = OFF\n";

    /// <summary>Whether the user has a use for the performance schema: then it is left as it is.</summary>
    private static bool IsAskedFor(Topology topology, ServerSpec server) => topology.Asked.ServerOptions.Any(option =>
        option.Name.Replace('-', '_').Contains(PerformanceSchema, StringComparison.OrdinalIgnoreCase) &&
        !option.Name.StartsWith("skip", StringComparison.OrdinalIgnoreCase) && !ServerOptionValidation.IsOff(option.Value) &&
        (option.Server is null || option.Server == server.Name));
}
