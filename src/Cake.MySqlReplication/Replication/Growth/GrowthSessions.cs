using Cake.MySqlReplication.Topologies;
using MySqlConnector;

namespace Cake.MySqlReplication.Replication.Growth;

/// <summary>Opens sessions for statements that take as long as there are data; what stands still is given up by <see cref="Standstill"/>.</summary>
internal static class GrowthSessions
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(2);

    public static async Task<ServerConnection> OpenAsync(Topology topology, ServerSpec server, TimeProvider clock, CancellationToken cancellationToken)
    {
        var target = RunningServer.Of(topology, server);
        try
        {
            return await ServerConnection.OpenAsync(target, ConnectLimit, new Deadline(clock, Longest), cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlException exception)
        {
            throw ServerSessions.Unanswered(target, exception);
        }
    }
}
