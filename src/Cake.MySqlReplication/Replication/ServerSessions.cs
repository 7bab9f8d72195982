using Cake.MySqlReplication.Topologies;
using MySqlConnector;

namespace Cake.MySqlReplication.Replication;

/// <summary>Sessions on all servers of a topology.</summary>
internal sealed class ServerSessions : IAsyncDisposable
{
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(10);

    private readonly ServerConnection[] _all;

    private ServerSessions(ServerConnection[] all) => _all = all;

    public ServerConnection Source => _all[0];

    public IEnumerable<ServerConnection> Replicas => _all.Skip(1);

    /// <exception cref="MySqlReplicationException">A server does not answer; all that do not are named.</exception>
    public static async Task<ServerSessions> OpenAsync(Topology topology, CancellationToken cancellationToken)
    {
        var attempts = topology.Servers.Select(server => OpenAsync(RunningServer.Of(topology, server), cancellationToken)).ToArray();
        await Task.WhenAll(attempts).ConfigureAwait(false);
        var problems = attempts.Select(attempt => attempt.Result.Problem).OfType<string>().ToList();
        var sessions = new ServerSessions([.. attempts.Select(attempt => attempt.Result.Session).OfType<ServerConnection>()]);
        if (problems.Count == 0)
            return sessions;

        await sessions.DisposeAsync().ConfigureAwait(false);
        throw new MySqlReplicationException(string.Join(Environment.NewLine, problems));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _all)
            await session.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<(ServerConnection? Session, string? Problem)> OpenAsync(RunningServer server, CancellationToken cancellationToken)
    {
        try
        {
            return (await ServerConnection.OpenAsync(server, AttemptLimit, cancellationToken).ConfigureAwait(false), null);
        }
        catch (MySqlException exception)
        {
            return (null, $"{server.Name} does not answer on {server.Host}:{server.Port}: {exception.Message} Run --target=StartSlaves to start what is down.");
        }
    }
}
