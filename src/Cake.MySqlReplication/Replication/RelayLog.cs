using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Lets a replica whose source is dead apply all that it has received.</summary>
internal sealed class RelayLog(Topology topology, TimeProvider clock)
{
    // What the source sent before it died may still be on its way through the network.
    private static readonly TimeSpan LastReceipt = TimeSpan.FromSeconds(3);

    // A transaction that was received in part is never applied. Workers say how far they are every 0.3 seconds.
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <returns>Null when it has; else what keeps it from it.</returns>
    public async Task<string?> ApplyAsync(ServerConnection replica, string channel, CancellationToken cancellationToken)
    {
        var deadline = replica.Deadline = new Deadline(clock, topology.SyncTimeoutOf(replica.Server.Name), "--sync-timeout");
        var receipt = new Deadline(clock, LastReceipt);
        BinaryLogPosition? last = null;
        var standstill = new Deadline(clock, Standstill);
        for (var isStarted = false; ;)
        {
            if (await ReplicaInspector.ReadAsync(replica, channel, cancellationToken).ConfigureAwait(false) is not { } status)
                return "It does not replicate: no source is configured.";
            if (status.Applier == "No" && status.ApplierErrorNumber == 0 && !isStarted)
            {
                try
                {
                    await replica.ExecuteAsync("Starting replication", replica.Dialect.StartReplica(channel), cancellationToken).ConfigureAwait(false);
                }
                catch (MySqlReplicationException refusal) when (RelayLogRecovery.Helps(refusal))
                {
                    return refusal.Message;
                }

                isStarted = true;
                continue;
            }

            if (status.Applier == "No" && await ReplicaInspector.FindFailureAsync(replica, status, cancellationToken).ConfigureAwait(false) is { } failure)
                return failure;

            var isDrained = status.Receiver != "Yes" || receipt.HasPassed;
            if (isDrained && await HasAppliedAsync(replica, status, cancellationToken).ConfigureAwait(false))
                return null;
            if (last != status.Applied)
                (last, standstill) = (status.Applied, new Deadline(clock, Standstill));
            if (isDrained && standstill.HasPassed && status.ApplierState.Contains("read all relay log", StringComparison.Ordinal))
                return null;
            if (deadline.HasPassed)
                return $"It has not applied what it received within {deadline}: receiver at {status.Received}, applier at {status.Applied} ({status.ApplierState}).";
            await deadline.PauseAsync(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> HasAppliedAsync(ServerConnection replica, ReplicaStatus status, CancellationToken cancellationToken)
    {
        if (status.Applied == status.Received)
            return true;
        if (topology.Positioning != Positioning.Gtid || replica.Dialect.MissingGtids(status.ReceivedGtids.ReplaceLineEndings("")) is not { } query)
            return false;
        return status.ReceivedGtids.Length > 0 && string.IsNullOrEmpty(await replica.ScalarAsync("Comparing GTIDs", query, cancellationToken).ConfigureAwait(false));
    }
}
