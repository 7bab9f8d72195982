using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Topologies;
using MySqlConnector;

namespace Cake.MySqlReplication.Replication;

/// <summary>Sessions on all servers of a topology.</summary>
internal sealed class ServerSessions : IAsyncDisposable
{
    /// <summary>How long one may take to answer that can be done without.</summary>
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(10);

    private readonly ServerConnection[] _all;
    private readonly IReadOnlyDictionary<string, MySqlException> _silent;

    private ServerSessions(ServerConnection[] all, IReadOnlyDictionary<string, MySqlException> silent) => (_all, _silent) = (all, silent);

    public ServerConnection Source => _all.First(session => session.Server.Role == ServerRole.Source);

    public IReadOnlyList<ServerConnection> All => _all;

    public ServerConnection this[string server] => _all.Single(session => session.Server.Name == server);

    public bool Has(string server) => _all.Any(session => session.Server.Name == server);

    /// <summary>Why there is no session on a server; null where there is one.</summary>
    public MySqlException? WhyNot(string server) => _silent.GetValueOrDefault(server);

    /// <summary>Until when the statements of the step at hand may take.</summary>
    public Deadline Deadline
    {
        set
        {
            foreach (var session in _all)
                session.Deadline = value;
        }
    }

    /// <summary>
    /// Sessions on all servers. One that is down says so at once; one that runs on a machine with much to do gets as long as it may
    /// take to start.
    /// </summary>
    /// <exception cref="MySqlReplicationException">A server does not answer; all that do not are named, and why they ended, if they did.</exception>
    public static async Task<ServerSessions> OpenAsync(Topology topology, IServerEngine engine, CancellationToken cancellationToken)
    {
        var sessions = await OpenAnsweringAsync(topology, _ => topology.Asked.StartTimeout, cancellationToken).ConfigureAwait(false);
        if (sessions._silent.Count == 0)
            return sessions;

        await sessions.DisposeAsync().ConfigureAwait(false);
        var found = await engine.FindAsync(new TopologyId(topology.Name, topology.Paths.Base), cancellationToken).ConfigureAwait(false);
        var problems = await Task.WhenAll(sessions._silent.Select(async silent =>
        {
            var server = topology.Server(silent.Key);
            var message = Unanswered(RunningServer.Of(topology, server), silent.Value).Message;
            return found.TryGetValue(server.Name, out var presence) && presence == ServerPresence.Stopped
                ? $"{message} It has ended.{ServerLog.Explain(await engine.ReadLogAsync(topology, server, ServerLog.EnoughLines, cancellationToken).ConfigureAwait(false))}"
                : message;
        })).ConfigureAwait(false);
        throw new MySqlReplicationException(string.Join(Environment.NewLine, problems));
    }

    /// <summary>Sessions on those servers that answer.</summary>
    public static Task<ServerSessions> OpenAnsweringAsync(Topology topology, CancellationToken cancellationToken) =>
        OpenAnsweringAsync(topology, AttemptLimit, cancellationToken);

    /// <summary>Sessions on those servers that answer within a limit.</summary>
    public static Task<ServerSessions> OpenAnsweringAsync(Topology topology, TimeSpan limit, CancellationToken cancellationToken) =>
        OpenAnsweringAsync(topology, _ => limit, cancellationToken);

    /// <summary>The same, for a change of the source: a replica that is merely slow may have what no other one has.</summary>
    public static Task<ServerSessions> OpenForPromotionAsync(Topology topology, CancellationToken cancellationToken) =>
        OpenAnsweringAsync(topology, server => server == topology.Source ? AttemptLimit : topology.Asked.StartTimeout, cancellationToken);

    private static async Task<ServerSessions> OpenAnsweringAsync(Topology topology, Func<ServerSpec, TimeSpan> limit, CancellationToken cancellationToken)
    {
        var attempts = topology.Servers.Select(server => OpenAsync(RunningServer.Of(topology, server), limit(server), cancellationToken)).ToArray();
        var all = Task.WhenAll(attempts);
        await ((Task)all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var ended = attempts.Where(attempt => attempt.IsCompletedSuccessfully).Select(attempt => attempt.Result).ToList();
        var sessions = new ServerSessions(
            [.. ended.Select(attempt => attempt.Session).OfType<ServerConnection>()],
            ended.Where(attempt => attempt.Error is not null).ToDictionary(attempt => attempt.Server, attempt => attempt.Error!));
        if (ended.Count == attempts.Length)
            return sessions;

        await sessions.DisposeAsync().ConfigureAwait(false);
        await all.ConfigureAwait(false);
        return sessions;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _all)
            await session.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<(string Server, ServerConnection? Session, MySqlException? Error)> OpenAsync(
        RunningServer server, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            var deadline = new Deadline(TimeProvider.System, limit);
            return (server.Name, await ServerConnection.OpenAsync(server, limit, deadline, cancellationToken).ConfigureAwait(false), null);
        }
        catch (MySqlException exception)
        {
            return (server.Name, null, exception);
        }
    }

    /// <summary>The error for a server that cannot be connected to.</summary>
    public static MySqlReplicationException Unanswered(RunningServer server, MySqlException exception)
    {
        var remedy = exception.ErrorCode == MySqlErrorCode.AccessDenied
            ? "Somebody changed root's password. Change it back, or run --target=Teardown and start afresh."
            : "Run --target=VerifySync: it starts what is down.";
        return new MySqlReplicationException(
            $"{server.Name} does not answer on {server.Host}:{server.Port}: {exception.Message.TrimEnd('.')}. {remedy}", exception);
    }
}
