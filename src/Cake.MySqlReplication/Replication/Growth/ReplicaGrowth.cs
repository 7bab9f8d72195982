using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Growth;

/// <summary>
/// Adds a replica to a topology whose source holds data and is being written to. The topology is recorded with it when it
/// replicates, and not before: until then, what fails leaves nothing.
/// </summary>
internal sealed class ReplicaGrowth(IServerEngine engine, ICakeLog log, TimeProvider clock)
{
    private static readonly TimeSpan CleaningLimit = TimeSpan.FromSeconds(60);

    private readonly TopologyFolder _folder = new(engine);
    private readonly ServerStarter _starter = new(engine, log, clock);

    /// <param name="topology">As it is; its source runs.</param>
    /// <param name="record">Makes the topology with the new replica the one that later runs find.</param>
    /// <param name="cancellationToken">Gives up; all that was begun is taken back.</param>
    /// <returns>The new replica.</returns>
    public async Task<ServerSpec> AddAsync(Topology topology, Action<Topology> record, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        // It is reached before anything is begun.
        await using var source = await GrowthSessions.OpenAsync(topology, topology.Source, clock, cancellationToken).ConfigureAwait(false);
        var plan = new TopologyPlan(NewReplica.AddTo(topology, port => Ports.IsFree(topology.Asked.PublishAddress, port)), isRecorded: false);
        var name = plan.Current.Servers[^1].Name;
        TopologyFolder.CheckOwner(topology.Paths, [name]);
        try
        {
            await RemoveAsync(plan.Current, name, cancellationToken).ConfigureAwait(false);
            await StartAsync(plan, name, cancellationToken).ConfigureAwait(false);
            var mark = await CopyAsync(plan, name, source, cancellationToken).ConfigureAwait(false);
            await ReplicateAsync(plan.Current, name, source, mark, cancellationToken).ConfigureAwait(false);
            record(plan.Current);
        }
        catch (Exception failure)
        {
            await TakeBackAsync(plan.Current, name, failure).ConfigureAwait(false);
            if (failure is IOException or UnauthorizedAccessException)
                throw TopologyFolder.NotWritable(topology.Paths, failure);
            throw;
        }

        var added = plan.Current.Server(name);
        log.Information("{0} replicates from {1} ({2:0.0} s).", name, topology.Source.Name, clock.GetElapsedTime(start).TotalSeconds);
        return added;
    }

    private async Task StartAsync(TopologyPlan plan, string name, CancellationToken cancellationToken)
    {
        TopologyFolder.PrepareServer(plan.Current.Paths, name, OptionFile.Text(plan.Current, plan.Current.Server(name)));
        await _starter.StartAsync(plan, name, presence: null, _ => { }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>By cloning where that can be done, else by statements.</summary>
    private async Task<SourceMark> CopyAsync(TopologyPlan plan, string name, ServerConnection source, CancellationToken cancellationToken)
    {
        var version = plan.Current.Source.Version;
        using var standstill = new Standstill(clock, cancellationToken);
        var obstacle = await CloneCopy.FindObstacleAsync(source, version, cancellationToken).ConfigureAwait(false);
        if (obstacle is null)
        {
            try
            {
                var clone = new CopyProgress(log, clock, name);
                var mark = await standstill.GuardAsync(
                    $"Cloning {source.Server.Name}",
                    () => new CloneCopy(engine, _starter, log, clock).RunAsync(plan, name, source, clone, standstill)).ConfigureAwait(false);
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
            await StartAsync(plan, name, cancellationToken).ConfigureAwait(false);
        }

        log.Information("{0} is copied by statements, not by CLONE: {1}.", source.Server.Name, obstacle.TrimEnd('.'));
        return await CopyByStatementsAsync(plan.Current, name, standstill).ConfigureAwait(false);
    }

    private async Task<SourceMark> CopyByStatementsAsync(Topology topology, string name, Standstill standstill)
    {
        var progress = new CopyProgress(log, clock, name);
        await using var replica = await GrowthSessions.OpenAsync(topology, topology.Server(name), clock, standstill.Token).ConfigureAwait(false);
        var mark = await standstill.GuardAsync(
            $"Copying {topology.Source.Name}",
            () => new StatementCopy(topology.Source.Version, log).RunAsync(
                () => GrowthSessions.OpenAsync(topology, topology.Source, clock, standstill.Token), replica, progress, standstill)).ConfigureAwait(false);
        await replica.ExecuteAllAsync("Removing the history of its making", replica.Dialect.ForgetHistory, standstill.Token).ConfigureAwait(false);
        if (topology.Positioning == Positioning.Gtid && !string.IsNullOrEmpty(mark.Gtids))
            await replica.ExecuteAsync("Taking over the source's GTIDs", replica.Dialect.AdoptGtids(mark.Gtids), standstill.Token).ConfigureAwait(false);
        progress.Done("statements");
        return mark;
    }

    private async Task ReplicateAsync(Topology topology, string name, ServerConnection source, SourceMark mark, CancellationToken cancellationToken)
    {
        // The others replicate already, and nothing is asked of them.
        var pair = topology with { Servers = [topology.Source, topology.Server(name)], Links = [.. topology.LinksOf(name)] };
        await using var sessions = await ServerSessions.OpenAsync(pair, cancellationToken).ConfigureAwait(false);
        var (host, port) = engine.InternalAddress(topology, topology.Source);
        var endpoint = new SourceEndpoint(host, port, topology.Asked.ReplicationUser, topology.ReplicationPassword,
            await ReplicationConfigurator.HasTlsAsync(source, cancellationToken).ConfigureAwait(false))
        {
            Delay = topology.Asked.For(name).Delay,
        };
        var position = topology.Positioning == Positioning.Gtid ? null : mark.Position;
        var replica = sessions[name];
        await replica.ExecuteAsync("Pointing the replica at its source", replica.Dialect.ChangeSource(endpoint, position, channel: ""), cancellationToken).ConfigureAwait(false);
        await new ReplicationConfigurator(engine, log, clock).ConfigureAsync(pair, sessions, cancellationToken).ConfigureAwait(false);
        var now = await SourceMarks.ReadAsync(source, cancellationToken).ConfigureAwait(false);
        var deadline = new Deadline(clock, topology.Asked.SyncTimeout + topology.Asked.For(name).Delay, "--sync-timeout");
        var wait = new ReplicaWait(topology.Positioning, channel: "") { IsPatient = true };
        if (await wait.FindProblemAsync(replica, now, deadline, cancellationToken).ConfigureAwait(false) is { } problem)
            throw new MySqlReplicationException($"{name} does not catch up with {topology.Source.Name}. {problem}");
    }

    /// <summary>Also what an earlier run left that was killed.</summary>
    private async Task RemoveAsync(Topology topology, string name, CancellationToken cancellationToken)
    {
        // Its data are worth nothing: it need not end by itself.
        var server = topology.Server(name) with { Initialised = false };
        await engine.RemoveAsync(topology, server, cancellationToken).ConfigureAwait(false);
        await _folder.DeleteServerAsync(topology, server, cancellationToken).ConfigureAwait(false);
    }

    private async Task TakeBackAsync(Topology topology, string name, Exception failure)
    {
        using var limit = new CancellationTokenSource(CleaningLimit, clock);
        try
        {
            await RemoveAsync(topology, name, limit.Token).ConfigureAwait(false);
        }
        catch (Exception cleaning)
        {
            throw new MySqlReplicationException(
                $"{failure.Message}{Environment.NewLine}Not all of {name} could be removed again ({cleaning.Message}); run --target=VerifySync, which removes it.", failure);
        }
    }
}
