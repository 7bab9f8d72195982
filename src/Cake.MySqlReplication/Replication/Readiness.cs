using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Settings;
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
        var exit = engine.WaitForExitAsync(topology, server, stop.Token);
        var session = ConnectAsync(topology, server, stop.Token);
        try
        {
            if (await Task.WhenAny(session, exit).ConfigureAwait(false) == session)
                return await session.ConfigureAwait(false);

            throw await FailedAsync(topology, server, await exit.ConfigureAwait(false), null).ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(Task.WhenAll(exit, session)).ConfigureAwait(false);
        }
    }

    private async Task<ServerConnection> ConnectAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(clock, topology.Asked.StartTimeout);
        var target = RunningServer.Of(topology, server);
        Secret[] passwords = topology.RootPassword == topology.InitialPassword
            ? [topology.RootPassword]
            : [topology.RootPassword, topology.InitialPassword];

        while (!await engine.HoldsPortAsync(topology, server, cancellationToken).ConfigureAwait(false))
        {
            if (deadline.HasPassed)
                throw await FailedAsync(topology, server, $"it did not listen on its port within {deadline.Limit.TotalSeconds:0.#} seconds (--start-timeout)", null).ConfigureAwait(false);
            await deadline.PauseAsync(PortPause, cancellationToken).ConfigureAwait(false);
        }

        for (var attempt = 0; ; attempt++)
        {
            MySqlException error;
            try
            {
                var password = passwords[attempt % passwords.Length];
                return await ServerConnection.OpenAsync(target with { Password = password }, AttemptLimit, cancellationToken).ConfigureAwait(false);
            }
            catch (MySqlException exception)
            {
                error = exception;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (error.ErrorCode == MySqlErrorCode.AccessDenied && attempt % passwords.Length == passwords.Length - 1)
                throw await FailedAsync(topology, server, "it refuses root's password: its data directory was initialised with another one. Run --target=Teardown and start afresh", error).ConfigureAwait(false);
            if (deadline.HasPassed)
            {
                var reason = $"it answered no query within {deadline.Limit.TotalSeconds:0.#} seconds (--start-timeout); the last attempt: {error.Message}";
                throw await FailedAsync(topology, server, reason, error).ConfigureAwait(false);
            }

            await deadline.PauseAsync(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The error for a server that did not start, with what its log says of the cause.</summary>
    public async Task<MySqlReplicationException> FailedAsync(Topology topology, ServerSpec server, string reason, Exception? inner)
    {
        var lines = await engine.ReadLogAsync(topology, server, CancellationToken.None).ConfigureAwait(false);
        var message = $"The server {server.Name} ({topology.Version} from {topology.Origin}, port {server.Port}) did not start: {reason}.{ServerLog.Explain(lines)}";
        return inner is null ? new MySqlReplicationException(message) : new MySqlReplicationException(message, inner);
    }
}
