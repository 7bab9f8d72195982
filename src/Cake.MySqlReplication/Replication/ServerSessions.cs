using Cake.MySqlReplication.Topologies;
using MySqlConnector;

namespace Cake.MySqlReplication.Replication;

/// <summary>Sessions on all servers of a topology.</summary>
internal sealed class ServerSessions : IAsyncDisposable
{
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(10);

    private readonly ServerConnection[] _all;

    private ServerSessions(ServerConnection[] all) => _all = all;

    public ServerConnection Source => _all.First(session => session.Server.Role == ServerRole.Source);

    public IEnumerable<ServerConnection> Replicas => _all.Where(session => session.Server.Role == ServerRole.Replica);

    public ServerConnection this[string server] => _all.Single(session => session.Server.Name == server);

    /// <summary>Until when the statements of the step at hand may take.</summary>
    public Deadline Deadline
    {
        set
        {
            foreach (var session in _all)
                session.Deadline = value;
        }
    }

    /// <exception cref="MySqlReplicationException">A server does not answer; all that do not are named.</exception>
    public static async Task<ServerSessions> OpenAsync(Topology topology, CancellationToken cancellationToken)
    {
        var attempts = topology.Servers.Select(server => OpenAsync(RunningServer.Of(topology, server), cancellationToken)).ToArray();
        var all = Task.WhenAll(attempts);
        await ((Task)all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var sessions = new ServerSessions(
            [.. attempts.Where(attempt => attempt.IsCompletedSuccessfully).Select(attempt => attempt.Result.Session).OfType<ServerConnection>()]);
        if (sessions._all.Length == attempts.Length)
            return sessions;

        await sessions.DisposeAsync().ConfigureAwait(false);
        var problems = (await all.ConfigureAwait(false)).Select(attempt => attempt.Problem).OfType<string>();
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
            var deadline = new Deadline(TimeProvider.System, AttemptLimit);
            return (await ServerConnection.OpenAsync(server, AttemptLimit, deadline, cancellationToken).ConfigureAwait(false), null);
        }
        catch (MySqlException exception)
        {
            return (null, Unanswered(server, exception));
        }
    }

    private static string Unanswered(RunningServer server, MySqlException exception)
    {
        var remedy = exception.ErrorCode == MySqlErrorCode.AccessDenied
            ? "Somebody changed root's password. Change it back, or run --target=Teardown and start afresh."
            : "Run --target=VerifySync: it starts what is down.";
        return $"{server.Name} does not answer on {server.Host}:{server.Port}: {exception.Message.TrimEnd('.')}. {remedy}";
    }
}
