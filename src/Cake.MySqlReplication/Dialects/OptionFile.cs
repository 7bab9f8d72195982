using System.Text;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Dialects;

/// <summary>The <c>mysqld.cnf</c> of one server. The image's own configuration is read before it.</summary>
internal static class OptionFile
{
    /// <summary>The schema of what is written to verify that rows arrive.</summary>
    public const string CheckSchema = "mysql_replication_check";

    public static string Text(Topology topology, ServerSpec server)
    {
        var dialect = Dialect.For(server.Version);
        var isReplica = server.Role == ServerRole.Replica;
        var text = new StringBuilder();

        Line(text, $"# Written by Cake.MySqlReplication for {server.Version}. Add options with --server-option: this file is written anew.");
        Line(text, "# In a container the image's own configuration is read first; what stands here wins.");
        Line(text, "[mysqld]");
        Line(text, $"server-id = {server.ServerId}");
        Line(text, $"report_host = {server.Name}");
        Line(text, "log-bin = mysql-bin");
        Line(text, $"log-{dialect.ReplicaWord}-updates = ON");
        Line(text, "# Its default name follows the host name, and a container's changes.");
        Line(text, "relay-log = relay-bin");
        foreach (var option in dialect.Options(topology, server))
            Line(text, option);

        Line(text, "");
        Line(text, topology.Asked.Durable
            ? "# A power failure costs no acknowledged row."
            : "# A killed server keeps every acknowledged row; a power failure may cost more. --durable prevents it.");
        foreach (var option in StartOptions.Durability(topology.Asked.Durable))
            Line(text, option);
        // Servers of Windows refuse it: local processes get it from their system, if that has it.
        foreach (var (name, value) in topology.Asked.Engine == EngineKind.Process ? [] : PageOptions.Of(topology.Asked.Durable))
            Line(text, $"{name} = {value}");
        Line(text, "skip-name-resolve");
        Line(text, "host_cache_size = 0");
        Line(text, "");
        Line(text, "# For a quick start.");
        foreach (var option in StartOptions.Quick(server.Version))
            Line(text, option);
        if (topology.Asked.SemiSync)
            Line(text, $"loose-{dialect.SemiSyncPrefix(isSource: false)}enabled = ON");
        AppendAutoIncrement(text, topology, server);
        if (isReplica)
            AppendReplica(text, topology, dialect);
        if (topology.LinksOf(server.Name).Any())
            AppendFilter(text, topology);
        if (server.MustRejoin || topology.Promotion is { IsDecided: true })
            Line(text, $"\n# Its source has changed: it must not get anything from the one that it knows.\nskip-{dialect.ReplicaWord}-start");

        var further = topology.Asked.ServerOptions.Where(option => option.Server is null || option.Server == server.Name).ToList();
        if (further.Count > 0)
            Line(text, "\n# As asked by --server-option.");
        foreach (var option in further)
            Line(text, option.Value is null ? option.Name : $"{option.Name} = {Quoted(option.Value)}");

        return text.ToString();
    }

    /// <summary>Servers that are written to at once, as sources of a ring are, must not generate the same keys.</summary>
    private static void AppendAutoIncrement(StringBuilder text, Topology topology, ServerSpec server)
    {
        var sources = topology.Sources.Count();
        if (server.Role == ServerRole.Source && sources == 1)
            return;

        Line(text, "");
        Line(text, server.Role == ServerRole.Source
            ? "# Keys that are generated here do not collide with those of the other sources."
            : "# Keys that are generated here, should it be written to, differ from those of the other replicas.");
        Line(text, $"auto_increment_increment = {KeyStep(topology, server.Role)}");
        Line(text, $"auto_increment_offset = {server.ServerId}");
    }

    /// <summary>
    /// What generated keys grow by, at least the highest server id: servers ignore an offset that is larger,
    /// https://dev.mysql.com/doc/refman/8.4/en/replication-options-source.html#sysvar_auto_increment_offset.
    /// </summary>
    public static int KeyStep(Topology topology, ServerRole role) =>
        (role == ServerRole.Source ? topology.Sources : topology.Servers).Max(server => server.ServerId);

    private static void AppendReplica(StringBuilder text, Topology topology, Dialect dialect)
    {
        Line(text, "");
        Line(text, "read-only = ON");
        Line(text, "relay_log_recovery = ON");
        if (topology.Asked.SkipDuplicateKeys)
        {
            Line(text, $"{dialect.ReplicaWord}-skip-errors = 1062");
        }
        else
        {
            Line(text, "# Duplicate keys (1062) stop the applier. Skipping them would hide rows that differ; --skip-duplicate-keys does it:");
            Line(text, $"# {dialect.ReplicaWord}-skip-errors = 1062");
        }
    }

    private static void AppendFilter(StringBuilder text, Topology topology)
    {
        var filter = TableFilter.Of(topology.Asked);
        var only = filter.Only.ToList();
        if (only.Count > 0)
            Line(text, $"\n# What is written to verify that rows arrive has to.\nreplicate-wild-do-table = {CheckSchema}.%");
        foreach (var pattern in only)
            Line(text, $"replicate-wild-do-table = {Quoted(pattern)}");
        foreach (var pattern in filter.Ignored)
            Line(text, $"replicate-wild-ignore-table = {Quoted(pattern)}");
    }

    /// <summary>A value as option files have it: https://dev.mysql.com/doc/refman/8.4/en/option-files.html.</summary>
    private static string Quoted(string value) =>
        value.Any(character => char.IsWhiteSpace(character) || character is '#' or '\\' or '"' or '\'')
            ? "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\""
            : value;

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
