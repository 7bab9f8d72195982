using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Makes a replica the source while the old source lives. No transaction is lost, and writers are held for as short as can be.</summary>
internal sealed class Switchover(TopologyPlan plan, ServerSessions sessions, TimeProvider clock)
{
    /// <summary>
    /// How near a replica must be before writers are held: what it takes to apply what they have written meanwhile. By file,
    /// an applier with several workers says how far it is every 0.3 seconds only.
    /// </summary>
    private TimeSpan Near => TimeSpan.FromMilliseconds(plan.Current.Positioning == Positioning.Gtid ? 250 : 750);

    /// <summary>How long writers are held at most. A replica that is near needs a fraction of it.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(10);

    private readonly string _oldSource = plan.Current.Source.Name;

    /// <returns>How long writers were held.</returns>
    public async Task<TimeSpan> RunAsync(string newSource, CancellationToken cancellationToken)
    {
        await ApproachAsync(newSource, cancellationToken).ConfigureAwait(false);
        var before = plan.Current;
        plan.Change(topology => topology with { Promotion = new Promotion(PromotionKind.Switchover, _oldSource, newSource) });
        sessions.Deadline = new Deadline(clock, LongestHold);
        var hold = new WriteHold(sessions[_oldSource], clock);
        var start = clock.GetTimestamp();
        try
        {
            await hold.TakeAsync(cancellationToken).ConfigureAwait(false);
            var promotion = await CatchUpAsync(newSource, cancellationToken).ConfigureAwait(false);
            await hold.EndWritersAsync(cancellationToken).ConfigureAwait(false);
            plan.Change(promotion.Decide);
        }
        catch
        {
            await TakeBackAsync(hold, before).ConfigureAwait(false);
            throw;
        }

        // From here on there is no way back, whoever cancels: there would be no source.
        TopologyFolder.Prepare(plan.Current, server => OptionFile.Text(plan.Current, server));
        await NewSource.OpenAsync(plan.Current, sessions[newSource], CancellationToken.None).ConfigureAwait(false);
        var held = clock.GetElapsedTime(start);
        await hold.EndWritersAsync(CancellationToken.None).ConfigureAwait(false);
        await hold.LetGoAsync(CancellationToken.None).ConfigureAwait(false);
        return held;
    }

    /// <summary>Waits until little is left to apply while writers go on; who must follow by file is waited for, too.</summary>
    private async Task ApproachAsync(string newSource, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(clock, plan.Current.LongestSyncTimeout(), "--sync-timeout");
        sessions.Deadline = deadline;
        while (true)
        {
            var start = clock.GetTimestamp();
            await ReachAsync(newSource, deadline, cancellationToken).ConfigureAwait(false);
            if (clock.GetElapsedTime(start) < Near)
                return;
            if (deadline.HasPassed)
            {
                throw new MySqlReplicationException(
                    $"{newSource} stays behind {_oldSource}: it needed {clock.GetElapsedTime(start).TotalMilliseconds:0} ms to apply what was written in the meantime, for {deadline}. " +
                    "Nothing was changed. Promote another one with --replica, or when less is written.");
            }
        }
    }

    private async Task<Promotion> CatchUpAsync(string newSource, CancellationToken cancellationToken)
    {
        await ReachAsync(newSource, new Deadline(clock, LongestHold), cancellationToken).ConfigureAwait(false);
        var promotion = plan.Current.Promotion!;
        if (plan.Current.Positioning == Positioning.Gtid)
            return promotion;

        var mark = await SourceMarks.ReadAsync(sessions[newSource], cancellationToken).ConfigureAwait(false);
        return promotion with
        {
            File = mark.Position.File,
            Offset = mark.Position.Offset,
            AtSamePoint = [.. plan.Current.Servers.Select(server => server.Name).Where(sessions.Has)],
        };
    }

    /// <summary>By GTID the others find their place themselves, later.</summary>
    private Task ReachAsync(string newSource, Deadline deadline, CancellationToken cancellationToken)
    {
        var topology = plan.Current;
        if (topology.Positioning == Positioning.Gtid)
        {
            var path = new List<ReplicationLink>();
            for (var server = newSource; server != _oldSource; server = path[^1].Source)
                path.Add(topology.LinksOf(server).Single());
            topology = topology with { Links = path };
        }

        return new Followers(topology, sessions).AllAsync(_oldSource, deadline, cancellationToken);
    }

    private async Task TakeBackAsync(WriteHold hold, Topology before)
    {
        try
        {
            await hold.UndoAsync(CancellationToken.None).ConfigureAwait(false);
            plan.Change(_ => before);
        }
        catch (MySqlReplicationException)
        {
            // Its record stays: the next run takes it back, or finds the source dead.
        }
    }
}
