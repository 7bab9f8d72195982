using System.Globalization;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Waits until those that replicate from a server have applied what it has.</summary>
internal sealed class Followers(Topology topology, ServerSessions sessions)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Waits for all that replicate from a server, and for those that replicate from them in turn.</summary>
    /// <exception cref="MySqlReplicationException">One of them does not get there.</exception>
    public async Task AllAsync(string source, Deadline deadline, CancellationToken cancellationToken)
    {
        HashSet<string> done = [source];
        // By GTID the same transactions are waited for everywhere: in a ring, those of the others may still be on their way round.
        var gtids = topology.Positioning == Positioning.Gtid
            ? await SourceMarks.ReadAsync(topology, topology.Server(source), sessions[source], cancellationToken).ConfigureAwait(false)
            : null;
        for (string[] sources = [source]; sources.Length > 0;)
        {
            var links = topology.Links.Where(link => sources.Contains(link.Source) && sessions.Has(link.Replica) && !done.Contains(link.Replica)).ToList();
            await Task.WhenAll(links.GroupBy(link => link.Source).Select(async group =>
            {
                var mark = gtids ?? await SourceMarks.ReadAsync(sessions[group.Key], cancellationToken).ConfigureAwait(false);
                await Task.WhenAll(group.Select(link => ReachAsync(link, mark, deadline, cancellationToken))).ConfigureAwait(false);
            })).ConfigureAwait(false);
            sources = [.. links.Select(link => link.Replica).Distinct()];
            done.UnionWith(sources);
        }
    }

    /// <exception cref="MySqlReplicationException">It does not get there.</exception>
    public async Task ReachAsync(ReplicationLink link, SourceMark mark, Deadline deadline, CancellationToken cancellationToken)
    {
        var replica = sessions[link.Replica];
        replica.Deadline = deadline;
        while (true)
        {
            var seconds = (int)Math.Clamp(Math.Ceiling(deadline.Left.TotalSeconds), 1, 2);
            var answer = await replica.ScalarAsync(
                "Waiting for the source's transactions", replica.Dialect.Wait(mark, topology.Positioning, seconds, link.Channel), cancellationToken).ConfigureAwait(false);
            long? number = answer is null ? null : long.Parse(answer, CultureInfo.InvariantCulture);
            if (replica.Dialect.Outcome(number, topology.Positioning) == WaitOutcome.Reached)
                return;

            var status = await ReplicaInspector.ReadAsync(replica, link.Channel, cancellationToken).ConfigureAwait(false)
                ?? throw new MySqlReplicationException($"{link.Replica} does not replicate: no source is configured. Run --target=VerifySync.");
            if (await ReplicaInspector.FindFailureAsync(replica, status, cancellationToken).ConfigureAwait(false) is { } failure)
                throw new MySqlReplicationException($"{link.Replica} does not get what {link.Source} has. {failure}");
            if (deadline.HasPassed)
            {
                throw new MySqlReplicationException(
                    $"{link.Replica} has not reached {mark} of {link.Source} within {deadline}: receiver {status.Receiver} at {status.Received}, " +
                    $"applier {status.Applier} at {status.Applied} ({status.ApplierState}).");
            }

            await deadline.PauseAsync(Pause, cancellationToken).ConfigureAwait(false);
        }
    }
}
