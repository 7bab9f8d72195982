using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using MySqlConnector;

namespace Cake.MySqlReplication.Replication;

/// <summary>Makes a replica the source, whether or not the old source lives.</summary>
/// <param name="paths">Where the topology's record is.</param>
/// <param name="settings">What is asked for now.</param>
/// <param name="engine">Runs the servers.</param>
/// <param name="startReplicas">Starts what is down and is no source.</param>
/// <param name="log">Told what is going on.</param>
/// <param name="clock">The clock of all waits.</param>
internal sealed class TopologyPromotion(
    TopologyPaths paths, ReplicationSettings settings, IServerEngine engine, Func<CancellationToken, Task> startReplicas, ICakeLog log, TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();

    public async Task<PromotionReport> RunAsync(CancellationToken cancellationToken)
    {
        var report = await ChangeAsync(cancellationToken).ConfigureAwait(false);
        log.Information("{0} is the source now, and the others are pointed at it.", report.NewSource);
        // What comes now can be done by the next run as well, but for the report.
        var obstacles = await FollowAsync(cancellationToken).ConfigureAwait(false);
        string? problems = null;
        if (report.Kind == PromotionKind.Failover)
        {
            // Only now: replicas that still looked for it would get from it what the new source does not have.
            problems = await ReviveAsync(report.OldSource, cancellationToken).ConfigureAwait(false);
            obstacles = await FollowAsync(cancellationToken).ConfigureAwait(false);
        }

        return report with
        {
            NotSaved = report.Kind == PromotionKind.Switchover ? "" : problems is not null ? null : await NotSavedAsync(report.OldSource, cancellationToken).ConfigureAwait(false),
            Problems = [.. obstacles.Select(obstacle => $"{obstacle.Key}: {obstacle.Value}"), .. new[] { problems }.OfType<string>()],
            DurationMilliseconds = Math.Round(clock.GetElapsedTime(_start).TotalMilliseconds, 1),
        };
    }

    /// <summary>Up to the moment when the new source can be written to.</summary>
    private async Task<PromotionReport> ChangeAsync(CancellationToken cancellationToken)
    {
        var plan = Plan();
        await using var sessions = await ServerSessions.OpenForPromotionAsync(plan.Current, cancellationToken).ConfigureAwait(false);
        sessions.Deadline = new Deadline(clock, plan.Current.Asked.SyncTimeout, "--sync-timeout");
        if (plan.Current.Promotion is { IsDecided: true } begun && sessions.Has(begun.NewSource))
        {
            log.Information("Completing what an earlier run began: {0} becomes the source.", begun.NewSource);
            TopologyFolder.Prepare(plan.Current, server => OptionFile.Text(plan.Current, server));
            await NewSource.OpenAsync(plan.Current, sessions[begun.NewSource], CancellationToken.None).ConfigureAwait(false);
            return Report(plan.Current, begun.Kind, begun.OldSource, null);
        }

        if (plan.Current.Promotion is { IsDecided: false })
            await new PromotionCompletion(plan, engine, sessions).RunAsync(cancellationToken).ConfigureAwait(false);
        PromotionChecks.ThrowUnlessPossible(plan.Current, settings.Replica);
        var oldSource = plan.Current.Source;
        if (sessions.Has(oldSource.Name))
        {
            var candidate = await PromotionChecks.CandidateAsync(plan.Current, sessions, settings.Replica, cancellationToken).ConfigureAwait(false);
            log.Information("{0} becomes the source in place of {1}.", candidate, oldSource.Name);
            var held = await new Switchover(plan, sessions, clock).RunAsync(candidate, cancellationToken).ConfigureAwait(false);
            return Report(plan.Current, PromotionKind.Switchover, oldSource.Name, held);
        }

        var error = sessions.WhyNot(oldSource.Name)!;
        if (error.ErrorCode is MySqlErrorCode.AccessDenied or MySqlErrorCode.ConnectionCountError or MySqlErrorCode.TooManyUserConnections)
            throw ServerSessions.Unanswered(RunningServer.Of(plan.Current, oldSource), error);
        log.Warning("{0}, the source, does not answer: {1}. The most advanced replica takes its place.", oldSource.Name, error.Message.TrimEnd('.'));
        foreach (var replica in plan.Current.Replicas.Where(server => !sessions.Has(server.Name)))
            log.Warning("{0} does not answer: what it alone has received does not count.", replica.Name);
        await new Failover(plan, sessions, engine, problem => log.Warning("{0}", problem), clock).RunAsync(settings.Replica, cancellationToken).ConfigureAwait(false);
        return Report(plan.Current, PromotionKind.Failover, oldSource.Name, clock.GetElapsedTime(_start));
    }

    /// <summary>Starts the dead source, read-only and by itself, to see what it has.</summary>
    /// <returns>Null when it runs; else why it does not.</returns>
    private async Task<string?> ReviveAsync(string oldSource, CancellationToken cancellationToken)
    {
        try
        {
            await startReplicas(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (MySqlReplicationException failure)
        {
            return $"{oldSource}: it does not start, so that it cannot be known which transactions it alone has. If it comes to run, " +
                $"--target=VerifySync looks for them before it follows the new source. {failure.Message}";
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> FollowAsync(CancellationToken cancellationToken)
    {
        var plan = Plan();
        await using var sessions = await ServerSessions.OpenAnsweringAsync(plan.Current, cancellationToken).ConfigureAwait(false);
        sessions.Deadline = new Deadline(clock, plan.Current.Asked.SyncTimeout, "--sync-timeout");
        var obstacles = await new PromotionCompletion(plan, engine, sessions).FollowAsync(cancellationToken).ConfigureAwait(false);
        var following = plan.Current.WithoutOutsiders();
        following = following with { Links = [.. following.Links.Where(link => sessions.Has(link.Replica) && sessions.Has(link.Source))] };
        await new ReplicationConfigurator(engine, log, clock).ConfigureAsync(following, sessions, cancellationToken).ConfigureAwait(false);
        await NewSource.EnableEventsAsync(sessions.Source, cancellationToken).ConfigureAwait(false);
        return obstacles;
    }

    private async Task<string?> NotSavedAsync(string oldSource, CancellationToken cancellationToken)
    {
        var topology = Plan().Current;
        if (topology.Positioning == Positioning.File)
            return null;
        await using var sessions = await ServerSessions.OpenAnsweringAsync(topology, cancellationToken).ConfigureAwait(false);
        return sessions.Has(oldSource)
            ? await PromotionCompletion.BeyondAsync(sessions[oldSource], sessions.Source, cancellationToken).ConfigureAwait(false) ?? ""
            : null;
    }

    private TopologyPlan Plan()
    {
        var plan = new TopologyPlan(StateFile.Read(paths) ?? throw new MySqlReplicationException(
            $"The topology in {paths.Base} is gone: another build tore it down in the middle of this one."));
        plan.Adjust(topology => topology with { Asked = topology.Asked with { SyncTimeout = settings.SyncTimeout, StartTimeout = settings.StartTimeout } });
        return plan;
    }

    private PromotionReport Report(Topology topology, PromotionKind kind, string oldSource, TimeSpan? held) => new()
    {
        Name = topology.Name,
        Kind = kind,
        OldSource = oldSource,
        NewSource = topology.Source.Name,
        HoldMilliseconds = held is null ? null : Math.Round(held.Value.TotalMilliseconds, 1),
        Problems = [],
        DurationMilliseconds = clock.GetElapsedTime(_start).TotalMilliseconds,
    };
}
