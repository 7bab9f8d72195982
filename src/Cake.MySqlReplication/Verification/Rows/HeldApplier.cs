using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Replication;

namespace Cake.MySqlReplication.Verification.Rows;

/// <summary>A replica's applier that is stopped for a comparison; it runs again once this is disposed of, whatever happened.</summary>
internal sealed class HeldApplier : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    private readonly ComparedLink _link;
    private readonly ServerConnection _replica;
    private readonly TimeProvider _clock;
    private bool _isHeld = true;

    private HeldApplier(ComparedLink link, ServerConnection replica, TimeProvider clock)
    {
        _link = link;
        _replica = replica;
        _clock = clock;
    }

    /// <summary>Stops the applier. It is then before anything that the source writes from now on.</summary>
    public static async Task<HeldApplier> StopAsync(ComparedLink link, ServerConnection replica, TimeProvider clock, CancellationToken cancellationToken)
    {
        var held = new HeldApplier(link, replica, clock);
        try
        {
            await replica.ExecuteAsync("Stopping the applier", replica.Dialect.StopApplier(link.Channel), cancellationToken).ConfigureAwait(false);
            return held;
        }
        catch
        {
            await held.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Lets it apply what the source had at a mark, and no more, and waits for that.</summary>
    public async Task AdvanceAsync(ServerConnection source, SourceMark mark, CancellationToken cancellationToken)
    {
        var deadline = source.Deadline = _replica.Deadline = new Deadline(_clock, _link.Limit, "--sync-timeout");
        var status = await StatusAsync(cancellationToken).ConfigureAwait(false);
        if (await ApplierPoint.IsAtAsync(source, _replica, status, mark, cancellationToken).ConfigureAwait(false))
            return;

        await _replica.ExecuteAsync(
            "Starting the applier up to a mark", _replica.Dialect.StartApplierUntil(mark, _link.Positioning, _link.Channel), cancellationToken).ConfigureAwait(false);
        while (true)
        {
            status = await StatusAsync(cancellationToken).ConfigureAwait(false);
            // One that waits for a position notices only when the next event comes, before which it would stop.
            if (await ApplierPoint.HasReachedAsync(_replica, status, mark, cancellationToken).ConfigureAwait(false))
                break;
            if (await ReplicaInspector.FindFailureAsync(_replica, status, cancellationToken).ConfigureAwait(false) is { } failure)
                throw new MySqlReplicationException(failure);
            if (deadline.HasPassed)
                throw new MySqlReplicationException($"It has not applied all up to {mark} within {deadline}: applier at {status.Applied} ({status.ApplierState}). Give it more time.");
            await deadline.PauseAsync(Pause, cancellationToken).ConfigureAwait(false);
        }

        await _replica.ExecuteAsync("Stopping the applier", _replica.Dialect.StopApplier(_link.Channel), cancellationToken).ConfigureAwait(false);
        status = await StatusAsync(cancellationToken).ConfigureAwait(false);
        if (!await ApplierPoint.IsAtAsync(source, _replica, status, mark, cancellationToken).ConfigureAwait(false))
        {
            throw new MySqlReplicationException(
                $"Its applier did not stop at {mark} but at {status.Applied}: somebody else started it, or writes go both ways all the time. Run the same target again.");
        }
    }

    /// <summary>Lets the applier run on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_isHeld)
            return;
        _isHeld = false;
        // Also where the comparison was cancelled: a replica must go on.
        _replica.Deadline = new Deadline(_clock, _link.Limit, "--sync-timeout");
        await _replica.ExecuteAsync("Starting the applier again", _replica.Dialect.StartApplier(_link.Channel), CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<ReplicaStatus> StatusAsync(CancellationToken cancellationToken) =>
        await ReplicaInspector.ReadAsync(_replica, _link.Channel, cancellationToken).ConfigureAwait(false)
        ?? throw new MySqlReplicationException($"{_replica.Server.Name} lost its source while it was compared with it.");
}
