using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Growth;

/// <summary>
/// Fills a server with all that another one has, while that is being written to, and makes it follow from there: no row is lost
/// or doubled.
/// </summary>
internal sealed class ReplicaCopy(IServerEngine engine, ICakeLog log, TimeProvider clock, Profile? profile = null)
{
    private readonly TopologyFolder _folder = new(engine);
    private readonly ServerStarter _starter = new(engine, log, clock, profile);

    /// <param name="plan">Has both servers.</param>
    /// <param name="link">Who is to follow whom. What the replica has is deleted.</param>
    /// <param name="source">A session on the source.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RunAsync(TopologyPlan plan, ReplicationLink link, ServerConnection source, CancellationToken cancellationToken)
    {
        await RemoveAsync(plan.Current, link.Replica, cancellationToken).ConfigureAwait(false);
        var obstacle = await CloneCopy.FindObstacleAsync(source, plan.Current.Server(link.Source).Version, cancellationToken).ConfigureAwait(false);
        await StartAsync(plan, link.Replica, isToBeCloned: obstacle is null, cancellationToken).ConfigureAwait(false);
        var mark = await CopyAsync(plan, link, source, obstacle, cancellationToken).ConfigureAwait(false);
        await ReplicateAsync(plan.Current, link, source, mark, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Also what an earlier run left that was killed.</summary>
    public async Task RemoveAsync(Topology topology, string name, CancellationToken cancellationToken)
    {
        // Its data are worth nothing: it need not end by itself.
        var server = topology.Server(name) with { Initialised = false };
        await engine.RemoveAsync(topology, server, cancellationToken).ConfigureAwait(false);
        await _folder.DeleteServerAsync(topology, server, cancellationToken).ConfigureAwait(false);
    }

    private async Task StartAsync(TopologyPlan plan, string name, bool isToBeCloned, CancellationToken cancellationToken)
    {
        var server = plan.Current.Server(name);
        var options = isToBeCloned && CloneCopy.Knows(server.Version) ? CloneOptions.WithFigures(plan.Current, server) : OptionFile.Text(plan.Current, server);
        TopologyFolder.PrepareServer(plan.Current.Paths, name, options);
        await _starter.StartAsync(plan, name, presence: null, _ => { }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>By cloning where that can be done, else by statements.</summary>
    private async Task<SourceMark> CopyAsync(
        TopologyPlan plan, ReplicationLink link, ServerConnection source, string? obstacle, CancellationToken cancellationToken)
    {
        var name = link.Replica;
        using var span = profile?.Measure("copy its source", name);
        using var standstill = new Standstill(clock, cancellationToken);
        // One may have come while the replica started.
        obstacle ??= await CloneCopy.FindObstacleAsync(source, plan.Current.Server(link.Source).Version, cancellationToken).ConfigureAwait(false);
        if (obstacle is null)
        {
            try
            {
                var clone = new CopyProgress(log, clock, name);
                var mark = await standstill.GuardAsync(
                    $"Cloning {source.Server.Name}",
                    () => new CloneCopy(engine, _starter, log, clock).RunAsync(plan, link, source, clone, standstill)).ConfigureAwait(false);
                clone.Done("CLONE");
                return mark;
            }
            catch (MySqlReplicationException failure) when (StatementFailure.IsRefusal(failure))
            {
                obstacle = failure.Message;
            }

            // It may have no data any more, not even those of its own.
            await RemoveAsync(plan.Current, name, cancellationToken).ConfigureAwait(false);
            plan.Change(topology => topology.With(topology.Server(name) with { Initialised = false }));
            await StartAsync(plan, name, isToBeCloned: false, cancellationToken).ConfigureAwait(false);
        }

        log.Information("{0} is copied by statements, not by CLONE: {1}.", source.Server.Name, obstacle.TrimEnd('.'));
        return await CopyByStatementsAsync(plan.Current, link, standstill).ConfigureAwait(false);
    }

    private async Task<SourceMark> CopyByStatementsAsync(Topology topology, ReplicationLink link, Standstill standstill)
    {
        var (name, source) = (link.Replica, topology.Server(link.Source));
        var progress = new CopyProgress(log, clock, name);
        await using var replica = await GrowthSessions.OpenAsync(topology, topology.Server(name), clock, standstill.Token).ConfigureAwait(false);
        var mark = await standstill.GuardAsync(
            $"Copying {source.Name}",
            () => new StatementCopy(source.Version, log).RunAsync(
                () => GrowthSessions.OpenAsync(topology, source, clock, standstill.Token), replica, progress, standstill)).ConfigureAwait(false);
        await replica.ExecuteAllAsync("Removing the history of its making", replica.Dialect.ForgetHistory, standstill.Token).ConfigureAwait(false);
        if (topology.Positioning == Positioning.Gtid && !string.IsNullOrEmpty(mark.Gtids))
            await replica.ExecuteAsync("Taking over the source's GTIDs", replica.Dialect.AdoptGtids(mark.Gtids), standstill.Token).ConfigureAwait(false);
        progress.Done("statements");
        return mark;
    }

    private async Task ReplicateAsync(Topology topology, ReplicationLink link, ServerConnection source, SourceMark mark, CancellationToken cancellationToken)
    {
        // The others replicate already, and nothing is asked of them.
        var pair = topology with { Servers = [topology.Server(link.Source), topology.Server(link.Replica)], Links = [link] };
        await using var sessions = await ServerSessions.OpenAsync(pair, engine, cancellationToken).ConfigureAwait(false);
        var (host, port) = engine.InternalAddress(topology, topology.Server(link.Source));
        var endpoint = new SourceEndpoint(host, port, topology.Asked.ReplicationUser, topology.ReplicationPassword,
            await SourceTls.IsOfferedAsync(source, cancellationToken).ConfigureAwait(false))
        {
            Delay = topology.Asked.For(link.Replica).Delay,
        };
        var position = topology.Positioning == Positioning.Gtid ? null : mark.Position;
        var replica = sessions[link.Replica];
        await replica.ExecuteAsync("Pointing the replica at its source", replica.Dialect.ChangeSource(endpoint, position, link.Channel), cancellationToken).ConfigureAwait(false);
        await new ReplicationConfigurator(engine, log, clock).ConfigureAsync(pair, sessions, cancellationToken).ConfigureAwait(false);
        var now = await SourceMarks.ReadAsync(source, cancellationToken).ConfigureAwait(false);
        var deadline = new Deadline(clock, topology.SyncTimeoutOf(link.Replica), "--sync-timeout");
        var wait = new ReplicaWait(topology.Positioning, link.Channel) { IsPatient = true };
        if (await wait.FindProblemAsync(replica, now, deadline, cancellationToken).ConfigureAwait(false) is { } problem)
            throw new MySqlReplicationException($"{link.Replica} does not catch up with {link.Source}. {problem}");
    }
}
