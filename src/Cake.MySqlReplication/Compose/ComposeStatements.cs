using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Compose;

/// <summary>
/// What an image runs at the end of a server's first start, so that replication goes on by itself from then on: replicas
/// start to replicate with every start of the server, and look for their sources until they find them.
/// </summary>
internal static class ComposeStatements
{
    public const string FileName = "replication.sh";

    /// <summary>Stands where the password is to.</summary>
    private const string Placeholder = "@REPLICATION_PASSWORD@";

    // What was logged before is gone by then, and logs begin anew.
    private static readonly BinaryLogPosition Beginning = new("mysql-bin.000001", BinaryLogPosition.StartOfFile);

    // In force from the next start on: what the image has still to write, it can.
    private const string RefuseWrites = "SET PERSIST_ONLY super_read_only = ON";

    /// <summary>A script that the image's entry point sources. Everybody may read it: the password comes from the environment.</summary>
    public static string Text(Topology topology, ServerSpec server)
    {
        var statements = Statements(topology with { ReplicationPassword = new Secret(Placeholder) }, server);
        string[] lines =
        [
            $"# Runs once, when the data directory is made. {ComposePasswords.Replication} has the password as a literal of SQL has it.",
            "(",
            $$"""  password=$(printf '%b' "$(printf '%s' "${{ComposePasswords.Replication}}" | sed 's/../\\x&/g')")""",
            "  statements=$(cat <<'SQL'",
            .. statements.Select(statement => statement + ";"),
            "SQL",
            ")",
            $$"""  docker_process_sql <<< "${statements//{{Placeholder}}/"$password"}" """.TrimEnd(),
            ")",
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static IReadOnlyList<string> Statements(Topology topology, ServerSpec server)
    {
        var dialect = Dialect.For(server.Version);
        return
        [
            "SET SESSION sql_log_bin = 0",
            .. dialect.CreateReplicationAccount(topology.Asked.ReplicationUser, topology.ReplicationPassword, topology.Asked.Tls),
            .. topology.Asked.SemiSync ? SemiSync(dialect, topology.LinksFrom(server.Name).Any()) : [],
            "SET SESSION sql_log_bin = 1",
            .. dialect.ForgetHistory,
            .. topology.LinksOf(server.Name).Select(link => Change(topology, link, dialect)),
            .. server.Role == ServerRole.Replica && dialect.HasPersistedVariables ? [RefuseWrites] : Array.Empty<string>(),
        ];
    }

    private static string Change(Topology topology, ReplicationLink link, Dialect dialect)
    {
        var source = topology.Server(link.Source);
        var hasTls = Dialect.For(source.Version).MakesCertificates || topology.Asked.Tls;
        var endpoint = new SourceEndpoint(link.Source, ComposeFile.ServerPort, topology.Asked.ReplicationUser, topology.ReplicationPassword, hasTls)
        {
            Delay = topology.Asked.For(link.Replica).Delay,
        };
        return dialect.ChangeSource(endpoint, topology.Positioning == Positioning.Gtid ? null : Beginning, link.Channel);
    }

    private static IEnumerable<string> SemiSync(Dialect dialect, bool isSource)
    {
        foreach (var (_, statement) in dialect.SemiSyncPlugins)
            yield return statement;
        if (isSource)
            yield return $"SET GLOBAL {dialect.SemiSyncPrefix(isSource: true)}enabled = ON";
    }
}
