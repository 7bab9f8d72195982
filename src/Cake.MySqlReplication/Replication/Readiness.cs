using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Topologies;
using MySqlConnector;

namespace Cake.MySqlReplication.Replication;

/// <summary>
/// Waits until a server answers a query over TCP. The temporary server of an image's first start does not listen on TCP,
/// so it is never taken for the real one.
/// </summary>
internal sealed class Readiness(IServerEngine engine, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan PortPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(5);

    /// <returns>A session of root, with the password that is in force.</returns>
    public async Task<ServerConnection> WaitAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var exit = engine.WaitForExitAsync(topology, server, isExpected: false, stop.Token);
        var session = ConnectAsync(topology, server, stop.Token);
        ServerConnection? open = null;
        try
        {
            if (await Task.WhenAny(session, exit).ConfigureAwait(false) == session)
                return open = await session.ConfigureAwait(false);

            throw await FailedAsync(topology, server, await exit.ConfigureAwait(false), null).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(Task.WhenAll(exit, session)).ConfigureAwait(false);
            // It may have connected after its server was given up.
            if (open is null && session.IsCompletedSuccessfully)
                await (await session.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<ServerConnection> ConnectAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(clock, topology.Asked.StartTimeout, "--start-timeout");
        var target = RunningServer.Of(topology, server);
        var passwords = new PasswordTrial(topology, server);

        while (!await engine.HoldsPortAsync(topology, server, cancellationToken).ConfigureAwait(false))
        {
            if (deadline.HasPassed)
                throw await SilentAsync(topology, server, $"it did not listen on its port within {deadline}", null).ConfigureAwait(false);
            await deadline.PauseAsync(PortPause, cancellationToken).ConfigureAwait(false);
        }

        while (true)
        {
            MySqlException error;
            try
            {
                return await ServerConnection.OpenAsync(
                    target with { Password = passwords.Current }, deadline.AtMost(AttemptLimit), deadline, cancellationToken).ConfigureAwait(false);
            }
            catch (MySqlException exception)
            {
                error = exception;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (error.ErrorCode == MySqlErrorCode.AccessDenied)
                passwords.Deny();
            else
                passwords.Restart();
            if (passwords.IsOver)
                throw await FailedAsync(topology, server, "it refuses root's password: its data directory was initialised with another one. Run --target=Teardown and start afresh", error).ConfigureAwait(false);
            if (deadline.HasPassed)
            {
                var reason = $"it answered no query within {deadline.Limit.TotalSeconds:0.#} seconds (--start-timeout); the last attempt: {error.Message.TrimEnd('.')}";
                throw await SilentAsync(topology, server, reason, error).ConfigureAwait(false);
            }

            await deadline.PauseAsync(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The error for a server that did not start, with what its log says of the cause.</summary>
    public Task<MySqlReplicationException> FailedAsync(Topology topology, ServerSpec server, string reason, Exception? inner) =>
        FailedAsync(topology, server, reason, [], inner);

    /// <summary>The error for a server that runs and does not answer: an option may keep it from it.</summary>
    private Task<MySqlReplicationException> SilentAsync(Topology topology, ServerSpec server, string reason, Exception? inner)
    {
        var options = topology.Asked.ServerOptions
            .Where(option => option.Server is null || option.Server == server.Name)
            .Select(option => option.Value is null ? option.Name : $"{option.Name}={option.Value}");
        return FailedAsync(topology, server, reason, options, inner);
    }

    private async Task<MySqlReplicationException> FailedAsync(
        Topology topology, ServerSpec server, string reason, IEnumerable<string> silencing, Exception? inner)
    {
        var lines = await engine.ReadLogAsync(topology, server, ServerLog.EnoughLines, CancellationToken.None).ConfigureAwait(false);
        var message = $"The server {server.Name} ({server.Version} from {server.Origin}, port {server.Port}) did not start: {reason}.{ServerLog.Explain(lines, silencing)}";
        return inner is null ? new MySqlReplicationException(message) : new MySqlReplicationException(message, inner);
    }
}
