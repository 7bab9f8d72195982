using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Repairs;

/// <summary>Empties a replica and makes it anew from the beginning of its source's history, where the source has all of it.</summary>
internal sealed class ReplicaRebuild(Func<Topology> read, ServerRestarts servers, IServerEngine engine, ICakeLog log, TimeProvider clock, Action<string> say)
{
    /// <exception cref="MySqlReplicationException">The source's binary logs do not reach back to its beginning; nothing was done then.</exception>
    public async Task RunAsync(string replica, CancellationToken cancellationToken)
    {
        var topology = read();
        foreach (var link in topology.LinksOf(replica))
            await CheckHistoryAsync(topology, link, cancellationToken).ConfigureAwait(false);

        say($"{replica}: deleting its data, and making it anew from the binary logs of its source. What it alone holds is lost.");
        await servers.EmptyAsync(topology, replica, cancellationToken).ConfigureAwait(false);
        await servers.StartAsync([ServerRole.Source, ServerRole.Replica], cancellationToken).ConfigureAwait(false);
        topology = read();
        foreach (var link in topology.LinksOf(replica))
        {
            var pair = Pair(topology, link);
            await using var sessions = await ServerSessions.OpenAsync(pair, cancellationToken).ConfigureAwait(false);
            await new ReplicationConfigurator(engine, log, clock).ConfigureAsync(pair, sessions, cancellationToken).ConfigureAwait(false);
            await new MissedTransactions(topology, link, clock).WaitAsync(sessions[link.Source], sessions[replica], cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CheckHistoryAsync(Topology topology, ReplicationLink link, CancellationToken cancellationToken)
    {
        var pair = topology with { Servers = [topology.Server(link.Source)], Links = [] };
        await using var sessions = await ServerSessions.OpenAsync(pair, cancellationToken).ConfigureAwait(false);
        sessions.Deadline = new Deadline(clock, topology.Asked.SyncTimeout, "--sync-timeout");
        if (await SourceHistory.FindGapAsync(sessions[link.Source], cancellationToken).ConfigureAwait(false) is { } gap)
        {
            throw new MySqlReplicationException(
                $"{link.Replica} cannot be made anew from the binary logs of {link.Source}: {gap}. It needs a copy of the source's data. " +
                "Nothing was changed. Run --target=Teardown and start afresh, or copy the data by a dump.");
        }
    }

    private static Topology Pair(Topology topology, ReplicationLink link) => topology with
    {
        Servers = [topology.Server(link.Source), topology.Server(link.Replica)],
        Links = [link],
    };
}
