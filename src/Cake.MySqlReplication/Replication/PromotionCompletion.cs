using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>
/// Brings a recorded change of the source to its end, or takes it back where it was not decided yet. Does nothing where
/// nothing is under way.
/// </summary>
internal sealed class PromotionCompletion(TopologyPlan plan, IServerEngine engine, ServerSessions sessions)
{
    // The sessions were opened when another server may have been the source.
    private ServerConnection Source => sessions[plan.Current.Source.Name];

    /// <returns>Those servers that cannot follow the source, each with the reason.</returns>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(CancellationToken cancellationToken)
    {
        if (plan.Current.Promotion is { IsDecided: false })
            await TakeBackAsync(cancellationToken).ConfigureAwait(false);
        else if (plan.Current.Promotion is not null)
            await NewSource.OpenAsync(plan.Current, Source, cancellationToken).ConfigureAwait(false);
        return await FollowAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="MySqlReplicationException">There are servers that cannot follow the source.</exception>
    public void ThrowIfAny(IReadOnlyDictionary<string, string> obstacles)
    {
        if (obstacles.Count > 0)
        {
            throw new MySqlReplicationException(
                $"Not all servers follow {plan.Current.Source.Name}, the source:" +
                string.Concat(obstacles.Select(obstacle => $"{Environment.NewLine}  {obstacle.Key}: {obstacle.Value}")));
        }
    }

    /// <summary>Makes all that can be reached follow the source; what cannot be reached does so when it is there again.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FollowAsync(CancellationToken cancellationToken)
    {
        var obstacles = new Dictionary<string, string>();
        if (plan.Current.Promotion is not null)
            await NewSource.SettleAsync(Source, cancellationToken).ConfigureAwait(false);
        foreach (var link in plan.Current.Links.Where(link => plan.Current.Server(link.Replica).MustRejoin && sessions.Has(link.Replica)).ToList())
        {
            if (await FindObstacleAsync(link, cancellationToken).ConfigureAwait(false) is { } obstacle)
            {
                obstacles[link.Replica] = obstacle;
                continue;
            }

            plan.Change(topology => topology.With(topology.Server(link.Replica) with { MustRejoin = false }));
        }

        if (plan.Current.Promotion is not null)
        {
            BaselineKeeper.AdoptRoles(plan.Current);
            plan.Change(topology => topology with { Promotion = null });
        }

        // They held replication back until now.
        TopologyFolder.Prepare(plan.Current, server => OptionFile.Text(plan.Current, server));
        return obstacles;
    }

    /// <summary>Points a replica at a server, from where it stands, whomever it followed before.</summary>
    public async Task PointAsync(ServerConnection replica, string source, BinaryLogPosition? start, string channel, CancellationToken cancellationToken)
    {
        var (host, port) = engine.InternalAddress(plan.Current, plan.Current.Server(source));
        var endpoint = new SourceEndpoint(
            host, port, plan.Current.Asked.ReplicationUser, plan.Current.ReplicationPassword,
            await SourceTls.IsOfferedAsync(sessions[source], cancellationToken).ConfigureAwait(false))
        {
            Delay = plan.Current.Asked.For(replica.Server.Name).Delay,
        };
        var status = await ReplicaInspector.ReadAsync(replica, channel, cancellationToken).ConfigureAwait(false);
        if (status is not null && status.SourceHost == host && status.SourcePort == port && replica.Dialect.Uses(status, plan.Current.Positioning))
            return;

        if (status is not null)
            await replica.ExecuteAsync("Stopping replication", replica.Dialect.StopReplica(channel), cancellationToken).ConfigureAwait(false);
        else if (plan.Current.Positioning == Positioning.Gtid && replica.Dialect.AdoptOwnPosition is { } adopt)
            await replica.ExecuteAsync("Telling the old source where it stands", adopt, cancellationToken).ConfigureAwait(false);
        await RelayLogRecovery.PointAsync(replica, endpoint, start, channel, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Nothing has changed but that writers are held and, maybe, a replica catches up from another one.</summary>
    private async Task TakeBackAsync(CancellationToken cancellationToken)
    {
        foreach (var link in plan.Current.Links.Where(link => plan.Current.Positioning == Positioning.Gtid && !plan.Current.Server(link.Replica).MustRejoin))
        {
            if (sessions.Has(link.Replica) && sessions.Has(link.Source))
                await PointAsync(sessions[link.Replica], link.Source, start: null, link.Channel, cancellationToken).ConfigureAwait(false);
        }

        if (sessions.Has(plan.Current.Source.Name))
            await WriteHold.OpenAsync(Source, cancellationToken).ConfigureAwait(false);
        plan.Change(topology => topology with { Promotion = null });
    }

    /// <returns>Null when it is pointed at its source now; else what keeps it from it.</returns>
    private async Task<string?> FindObstacleAsync(ReplicationLink link, CancellationToken cancellationToken)
    {
        var replica = sessions[link.Replica];
        if (plan.Current.Server(link.Replica).IsBeingCopied)
            return $"It was being filled with a copy of {link.Source} when that was ended: its data are not complete. Run --target=Repair --repair=rebuild --replica={link.Replica}.";
        var isByFile = plan.Current.Positioning == Positioning.File;
        if (isByFile && plan.Current.Promotion?.AtSamePoint.Contains(link.Replica) != true)
        {
            return $"Its place in the binary log of {link.Source}, the new source, is not known: without GTIDs only servers that are at the same point " +
                $"when the source changes can follow. Rebuild it with --target=Repair --repair=rebuild --replica={link.Replica}; what it alone has goes with it.";
        }

        if (!isByFile && await BeyondAsync(replica, sessions[link.Source], cancellationToken).ConfigureAwait(false) is { } beyond)
        {
            return $"It has transactions that {link.Source}, the new source, has not: {beyond}. It runs, read-only and by itself, on port " +
                $"{replica.Server.Port}: save what you need of them. Then rebuild it with --target=Repair --repair=rebuild --replica={link.Replica}.";
        }

        await replica.ExecuteAsync("Making the old source read-only", "SET GLOBAL read_only = ON", cancellationToken).ConfigureAwait(false);
        await NewSource.ApplyRoleAsync(plan.Current, replica, cancellationToken).ConfigureAwait(false);
        var start = isByFile ? new BinaryLogPosition(plan.Current.Promotion!.File!, plan.Current.Promotion.Offset) : null;
        await PointAsync(replica, link.Source, start, link.Channel, cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>What a server has and its source has not; null when there is nothing.</summary>
    public static async Task<string?> BeyondAsync(ServerConnection server, ServerConnection source, CancellationToken cancellationToken)
    {
        const string Purpose = "Comparing GTIDs";
        var own = await server.ScalarAsync(Purpose, server.Dialect.History, cancellationToken).ConfigureAwait(false) ?? "";
        var others = await source.ScalarAsync(Purpose, source.Dialect.History, cancellationToken).ConfigureAwait(false) ?? "";
        var beyond = await server.ScalarAsync(Purpose, server.Dialect.Beyond(own, others), cancellationToken).ConfigureAwait(false);
        return string.IsNullOrEmpty(beyond) ? null : beyond.ReplaceLineEndings("");
    }
}
