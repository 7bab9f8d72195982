using System.Globalization;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Waits until a replica that is behind has applied what its source had at a mark, as long as it gets nearer.</summary>
internal sealed class CatchUp(Topology topology, TimeProvider clock)
{
    private const int SliceSeconds = 1;

    /// <exception cref="MySqlReplicationException">Replication does not work, or stands still.</exception>
    public async Task UntilAsync(ServerConnection replica, string channel, SourceMark mark, CancellationToken cancellationToken)
    {
        var (deadline, last) = (NewDeadline(), "");
        while (true)
        {
            replica.Deadline = deadline;
            var status = await ReplicaInspector.ReadAsync(replica, channel, cancellationToken).ConfigureAwait(false)
                ?? throw new MySqlReplicationException($"{replica.Server.Name} lost its source while it was catching up.");
            if (await ReplicaInspector.FindFailureAsync(replica, status, cancellationToken).ConfigureAwait(false) is { } failure)
                throw new MySqlReplicationException($"Replication stopped on {replica.Server.Name}. {failure}");

            var wait = replica.Dialect.Wait(mark, topology.Positioning, SliceSeconds, channel);
            var answer = await replica.ScalarAsync("Waiting for the source's transactions", wait, cancellationToken).ConfigureAwait(false);
            long? number = answer is null ? null : long.Parse(answer, CultureInfo.InvariantCulture);
            if (replica.Dialect.Outcome(number, topology.Positioning) == WaitOutcome.Reached)
                return;

            var now = $"{status.Received} {status.Applied}";
            if (now != last)
                (deadline, last) = (NewDeadline(), now);
            if (deadline.HasPassed)
            {
                throw new MySqlReplicationException(
                    $"{replica.Server.Name} has stood still for {deadline} on its way to {mark}: receiver {status.Receiver} at {status.Received}, " +
                    $"applier {status.Applier} at {status.Applied} ({status.ApplierState}). {ReplicaInspector.DescribeReceiver(status)}".TrimEnd());
            }

            await deadline.PauseAsync(TimeSpan.FromMilliseconds(20), cancellationToken).ConfigureAwait(false);
        }
    }

    private Deadline NewDeadline() => new(clock, topology.Asked.SyncTimeout + topology.Asked.Delay, "--sync-timeout");
}
