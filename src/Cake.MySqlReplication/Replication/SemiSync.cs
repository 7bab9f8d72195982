using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>
/// Switches on that a commit waits for a replica: https://dev.mysql.com/doc/refman/8.4/en/replication-semisync.html. Every
/// server is prepared for both ends, as any may become a source.
/// </summary>
internal static class SemiSync
{
    private const string Purpose = "Preparing semi-synchronous replication";

    /// <summary>Before replication starts: a receiver finds out when it connects.</summary>
    public static async Task PrepareAsync(ServerConnection server, CancellationToken cancellationToken)
    {
        foreach (var (plugin, statement) in server.Dialect.SemiSyncPlugins)
        {
            var query = $"SELECT COUNT(*) FROM information_schema.PLUGINS WHERE PLUGIN_NAME = '{plugin}' AND PLUGIN_STATUS = 'ACTIVE'";
            if (await server.ScalarAsync(Purpose, query, cancellationToken).ConfigureAwait(false) == "0")
                await server.ExecuteAsync(Purpose, statement, cancellationToken).ConfigureAwait(false);
        }

        await server.ExecuteAsync(Purpose, $"SET GLOBAL {server.Dialect.SemiSyncPrefix(isSource: false)}enabled = ON", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Once replicas are connected: before, every commit would wait in vain.</summary>
    public static Task EnableAsync(Topology topology, ServerSessions sessions, CancellationToken cancellationToken) =>
        Task.WhenAll(topology.Links.Select(link => link.Source).Distinct().Select(name => sessions[name]).Select(source =>
            source.ExecuteAsync(Purpose, $"SET GLOBAL {source.Dialect.SemiSyncPrefix(isSource: true)}enabled = ON", cancellationToken)));
}
