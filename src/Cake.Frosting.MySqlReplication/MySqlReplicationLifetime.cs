using Cake.Core;
using Cake.MySqlReplication;

namespace Cake.Frosting.MySqlReplication;

/// <summary>
/// Tears down what a build has brought up when the build fails or is ended by SIGINT or SIGTERM, whichever task runs then. A build
/// asks for it by <c>UseLifetime&lt;MySqlReplicationLifetime&gt;()</c>.
/// </summary>
/// <remarks>After a failed task, Cake runs no other task, and so no Teardown; after a signal it runs nothing at all.</remarks>
public class MySqlReplicationLifetime : FrostingLifetime<IMySqlReplicationContext>
{
    private EndBySignal? _end;

    /// <summary>Begins to listen to signals.</summary>
    /// <param name="context">Has the topologies.</param>
    /// <param name="info">What is about to run.</param>
    public override void Setup(IMySqlReplicationContext context, ISetupContext info) => _end = new EndBySignal(() => TeardownAsync(context));

    /// <summary>Tears down, where the build has begun a topology and <see cref="TearsDown"/> says so.</summary>
    /// <param name="context">Has the topologies.</param>
    /// <param name="info">How the build went.</param>
    /// <exception cref="MySqlReplicationException">Something could not be removed; the message says what and why.</exception>
    public override void Teardown(IMySqlReplicationContext context, ITeardownContext info)
    {
        ArgumentNullException.ThrowIfNull(info);
        try
        {
            // A signal's teardown may be under way already.
            if (_end?.TakeOver() is { } teardown)
                teardown.GetAwaiter().GetResult();
            else if (TearsDown(info))
                TeardownAsync(context).GetAwaiter().GetResult();
        }
        finally
        {
            _end?.Stop();
        }
    }

    /// <summary>Whether servers go at the build's end. Default: after a failure; a build that succeeded keeps them for the next one.</summary>
    /// <param name="info">How the build went.</param>
    protected virtual bool TearsDown(ITeardownContext info)
    {
        ArgumentNullException.ThrowIfNull(info);
        return !info.Successful;
    }

    /// <summary>Only what this build began: others stay, so that a build that fails before it comes to that takes nobody's servers away.</summary>
    private static Task TeardownAsync(IMySqlReplicationContext context) =>
        Task.WhenAll(Begun(context).Select(topology => topology.TeardownAsync(CancellationToken.None)));

    private static IEnumerable<RunningTopology> Begun(IMySqlReplicationContext context)
    {
        try
        {
            return [.. context.Topologies.Where(topology => topology.HasBegun)];
        }
        catch (MySqlReplicationException)
        {
            // Its settings cannot be used: nothing was begun, and the build failed for that or never came to it.
            return [];
        }
    }
}
