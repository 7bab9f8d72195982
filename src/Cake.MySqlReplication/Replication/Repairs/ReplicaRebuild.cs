using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Replication.Growth;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Repairs;

/// <summary>
/// Empties a replica and makes it anew: from its source's binary logs where those reach back to the source's beginning, else from
/// a copy of the source. Then it sees to those that follow it.
/// </summary>
internal sealed class ReplicaRebuild(Func<Topology> read, ServerRestarts servers, IServerEngine engine, ICakeLog log, TimeProvider clock, Action<string> say)
{
    private readonly HashSet<string> _done = [];

    /// <summary>Does nothing where this repair has made the replica anew already.</summary>
    /// <exception cref="MySqlReplicationException">It cannot be made anew; the message says whether something was done.</exception>
    public async Task RunAsync(string replica, CancellationToken cancellationToken)
    {
        if (!_done.Add(replica))
            return;
        var topology = read();
        var links = topology.LinksOf(replica).ToList();
        var gap = await FindGapAsync(topology, links, cancellationToken).ConfigureAwait(false);
        if (gap is not null && links.Count > 1)
        {
            throw new MySqlReplicationException(
                $"{replica} cannot be made anew from the binary logs of its sources: {gap}. It has several sources, and copies of several cannot be laid over each other. " +
                "Nothing was changed. Run --target=Teardown and start afresh.");
        }

        var loss = await ReplicaLoss.DescribeAsync(topology, replica, cancellationToken).ConfigureAwait(false);
        var sources = string.Join(" and ", links.Select(link => link.Source));
        if (gap is null)
        {
            say($"{replica}: deleting its data, and making it anew from the binary logs of {sources}. {loss}");
            await ReplayAsync(replica, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            say($"{replica}: deleting its data, and making it anew from a copy of {sources}: its binary logs will not do ({gap}). {loss}");
            await CopyAsync(links[0], cancellationToken).ConfigureAwait(false);
        }

        foreach (var follower in read().LinksFrom(replica).ToList())
            await FollowAsync(follower, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string?> FindGapAsync(Topology topology, IReadOnlyList<ReplicationLink> links, CancellationToken cancellationToken)
    {
        var sources = topology with { Servers = [.. links.Select(link => topology.Server(link.Source))], Links = [] };
        await using var sessions = await ServerSessions.OpenAsync(sources, engine, cancellationToken).ConfigureAwait(false);
        sessions.Deadline = new Deadline(clock, topology.Asked.SyncTimeout, "--sync-timeout");
        foreach (var session in sessions.All)
        {
            if (await SourceHistory.FindGapAsync(session, cancellationToken).ConfigureAwait(false) is { } gap)
                return gap;
        }

        return null;
    }

    private async Task ReplayAsync(string replica, CancellationToken cancellationToken)
    {
        await servers.EmptyAsync(read(), replica, cancellationToken).ConfigureAwait(false);
        await servers.StartAsync([ServerRole.Source, ServerRole.Replica], cancellationToken).ConfigureAwait(false);
        await ConfigureAsync(replica, cancellationToken).ConfigureAwait(false);
        Record(replica, server => server with { MustRejoin = false, IsBeingCopied = false });
    }

    private async Task CopyAsync(ReplicationLink link, CancellationToken cancellationToken)
    {
        var topology = read();
        await using var source = await GrowthSessions.OpenAsync(topology, topology.Server(link.Source), clock, cancellationToken).ConfigureAwait(false);
        // Recorded first: who finds half a copy does not take it for a whole one.
        Record(link.Replica, server => server with { Initialised = false, MustRejoin = true, IsBeingCopied = true });
        var plan = new TopologyPlan(StateFile.Read(topology.Paths) ?? topology);
        plan.Adjust(recorded => recorded with { Asked = topology.Asked });
        await new ReplicaCopy(engine, log, clock).RunAsync(plan, link, source, cancellationToken).ConfigureAwait(false);
        Record(link.Replica, server => server with { MustRejoin = false, IsBeingCopied = false });
    }

    /// <summary>Whoever follows a server that was made anew goes on where it can, and is made anew where it cannot.</summary>
    private async Task FollowAsync(ReplicationLink follower, CancellationToken cancellationToken)
    {
        var topology = read();
        if (topology.Positioning == Positioning.File)
            say($"{follower.Replica}: its place in the binary log of {follower.Source}, which was made anew, is lost.");
        else if (!await CanGoOnAsync(topology, follower, cancellationToken).ConfigureAwait(false))
            say($"{follower.Replica}: it cannot go on from {follower.Source}, which was made anew.");
        else
            return;
        await RunAsync(follower.Replica, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> CanGoOnAsync(Topology topology, ReplicationLink follower, CancellationToken cancellationToken)
    {
        var pair = topology with { Servers = [topology.Server(follower.Source), topology.Server(follower.Replica)], Links = [follower] };
        try
        {
            await using var sessions = await ServerSessions.OpenAsync(pair, engine, cancellationToken).ConfigureAwait(false);
            sessions.Deadline = new Deadline(clock, topology.Asked.SyncTimeout, "--sync-timeout");
            var (source, replica) = (sessions[follower.Source], sessions[follower.Replica]);
            if (await PromotionCompletion.BeyondAsync(replica, source, cancellationToken).ConfigureAwait(false) is not null)
                return false;
            // What it lacks must be in the new server's log, which begins with the copy.
            if (!topology.Server(follower.Source).Version.IsMariaDb)
            {
                var purged = await source.ScalarAsync("Reading what its log leaves out", "SELECT @@GLOBAL.gtid_purged", cancellationToken).ConfigureAwait(false) ?? "";
                var missing = await replica.ScalarAsync("Comparing GTIDs", replica.Dialect.MissingGtids(purged.ReplaceLineEndings(""))!, cancellationToken).ConfigureAwait(false);
                if (!string.IsNullOrEmpty(missing))
                    return false;
            }

            await replica.ExecuteAsync("Stopping replication", replica.Dialect.StopReplica(follower.Channel), cancellationToken).ConfigureAwait(false);
            await new ReplicationConfigurator(engine, log, clock).ConfigureAsync(pair, sessions, cancellationToken).ConfigureAwait(false);
            await new MissedTransactions(topology, follower, clock).WaitAsync(source, replica, cancellationToken).ConfigureAwait(false);
            var status = await ReplicaInspector.ReadAsync(replica, follower.Channel, cancellationToken).ConfigureAwait(false);
            return status is not null && await ReplicaInspector.FindFailureAsync(replica, status, cancellationToken).ConfigureAwait(false) is null;
        }
        catch (MySqlReplicationException failure)
        {
            log.Verbose("{0}", failure.Message);
            return false;
        }
    }

    private async Task ConfigureAsync(string replica, CancellationToken cancellationToken)
    {
        var topology = read();
        var links = topology.LinksOf(replica).ToList();
        var part = topology with { Servers = [topology.Server(replica), .. links.Select(link => topology.Server(link.Source))], Links = links };
        await using var sessions = await ServerSessions.OpenAsync(part, engine, cancellationToken).ConfigureAwait(false);
        await new ReplicationConfigurator(engine, log, clock).ConfigureAsync(part, sessions, cancellationToken).ConfigureAwait(false);
        foreach (var link in links)
            await new MissedTransactions(topology, link, clock).WaitAsync(sessions[link.Source], sessions[replica], cancellationToken).ConfigureAwait(false);
    }

    private void Record(string name, Func<ServerSpec, ServerSpec> change)
    {
        if (StateFile.Read(read().Paths) is { } recorded)
            StateFile.Write(recorded.With(change(recorded.Server(name))));
    }
}
