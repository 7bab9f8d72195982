using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Makes the most advanced replica the source when the old one is dead, or the replica that is asked for.</summary>
internal sealed class Failover(TopologyPlan plan, ServerSessions sessions, IServerEngine engine, Action<string> warn, TimeProvider clock)
{
    private readonly string _oldSource = plan.Current.Source.Name;

    /// <param name="asked">The replica that is to be the source; null for the most advanced.</param>
    /// <param name="cancellationToken">Gives up. From the moment that the new source is chosen on, it counts no more.</param>
    /// <returns>The new source's name.</returns>
    public async Task<string> RunAsync(string? asked, CancellationToken cancellationToken)
    {
        var links = plan.Current.Links
            .Where(link => sessions.Has(link.Replica) && !plan.Current.Server(link.Replica).MustRejoin && (link.Source == _oldSource || link.Replica == asked))
            .ToList();
        if (links.Count == 0)
            throw new MySqlReplicationException($"{_oldSource}, the source, is dead, and no replica of it answers. Run --target=VerifySync: it starts what is down.");

        // Whatever is left of it must not take a write any more.
        await engine.RemoveAsync(plan.Current, plan.Current.Source, cancellationToken).ConfigureAwait(false);
        var relayLog = new RelayLog(plan.Current, clock);
        var obstacles = await Task.WhenAll(links.Select(link => relayLog.ApplyAsync(sessions[link.Replica], link.Channel, cancellationToken))).ConfigureAwait(false);
        foreach (var (link, obstacle) in links.Zip(obstacles).Where(pair => pair.Second is not null))
            warn($"{link.Replica} cannot become the source. {obstacle}");
        await StopReceiversAsync(links, cancellationToken).ConfigureAwait(false);
        var able = links.Where((_, index) => obstacles[index] is null).ToList();
        var progress = new ReplicaProgress(plan.Current, sessions);
        var chosen = await progress.ChooseAsync(able, asked, cancellationToken).ConfigureAwait(false) ?? throw new MySqlReplicationException(
            $"No replica can be made the source in place of {_oldSource}, which is dead:" +
            string.Concat(links.Select((link, index) => $"{Environment.NewLine}  {link.Replica}: {obstacles[index] ?? "--replica names another one."}")));

        var promotion = new Promotion(PromotionKind.Failover, _oldSource, chosen.Replica);
        plan.Change(topology => topology with { Promotion = promotion });
        if (plan.Current.Positioning == Positioning.Gtid)
            await FetchAsync(chosen, able, progress, cancellationToken).ConfigureAwait(false);
        else
            promotion = await PlaceAsync(promotion, chosen, able, progress, cancellationToken).ConfigureAwait(false);
        plan.Change(promotion.Decide);
        TopologyFolder.Prepare(plan.Current, server => OptionFile.Text(plan.Current, server));
        sessions.Deadline = new Deadline(clock, plan.Current.Asked.SyncTimeout, "--sync-timeout");
        await NewSource.OpenAsync(plan.Current, sessions[chosen.Replica], CancellationToken.None).ConfigureAwait(false);
        return chosen.Replica;
    }

    /// <summary>
    /// From here on nobody gets anything from the old source, should it come back: the new one would not have it. If this run is
    /// killed before there is a new source, the next one starts the receivers again; if later, it points them there first.
    /// </summary>
    private Task StopReceiversAsync(IEnumerable<ReplicationLink> candidates, CancellationToken cancellationToken) =>
        Task.WhenAll(plan.Current.LinksFrom(_oldSource).Union(candidates).Where(link => sessions.Has(link.Replica)).Select(async link =>
        {
            var replica = sessions[link.Replica];
            if (await ReplicaInspector.ReadAsync(replica, link.Channel, cancellationToken).ConfigureAwait(false) is not null)
                await replica.ExecuteAsync("Stopping the receiver", replica.Dialect.StopReceiver(link.Channel), cancellationToken).ConfigureAwait(false);
        }));

    /// <summary>Gets from the other replicas what only they have.</summary>
    private async Task FetchAsync(ReplicationLink chosen, List<ReplicationLink> able, ReplicaProgress progress, CancellationToken cancellationToken)
    {
        var winner = sessions[chosen.Replica];
        foreach (var other in able.Where(link => link != chosen))
        {
            if (await progress.HasAllOfAsync(chosen.Replica, other.Replica, cancellationToken).ConfigureAwait(false))
                continue;

            var deadline = new Deadline(clock, plan.Current.SyncTimeoutOf(chosen.Replica), "--sync-timeout");
            sessions.Deadline = deadline;
            var mark = await SourceMarks.ReadAsync(sessions[other.Replica], cancellationToken).ConfigureAwait(false);
            await new PromotionCompletion(plan, engine, sessions).PointAsync(winner, other.Replica, start: null, chosen.Channel, cancellationToken).ConfigureAwait(false);
            await winner.ExecuteAsync("Starting replication", winner.Dialect.StartReplica(chosen.Channel), cancellationToken).ConfigureAwait(false);
            await new Followers(plan.Current, sessions).ReachAsync(chosen with { Source = other.Replica }, mark, deadline, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>By file, only those that are where the new source is can follow it.</summary>
    private async Task<Promotion> PlaceAsync(
        Promotion promotion, ReplicationLink chosen, List<ReplicationLink> able, ReplicaProgress progress, CancellationToken cancellationToken)
    {
        var equal = new List<string>();
        foreach (var other in able.Where(link => link != chosen))
        {
            if (await progress.HasAllOfAsync(other.Replica, chosen.Replica, cancellationToken).ConfigureAwait(false))
                equal.Add(other.Replica);
        }

        var mark = await SourceMarks.ReadAsync(sessions[chosen.Replica], cancellationToken).ConfigureAwait(false);
        return promotion with { File = mark.Position.File, Offset = mark.Position.Offset, AtSamePoint = equal };
    }
}
