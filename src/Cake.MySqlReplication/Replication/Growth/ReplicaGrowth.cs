using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Growth;

/// <summary>
/// Adds a replica to a topology whose source holds data and is being written to. The topology is recorded with it when it
/// replicates, and not before: until then, what fails leaves nothing.
/// </summary>
internal sealed class ReplicaGrowth(IServerEngine engine, ICakeLog log, TimeProvider clock, Profile? profile = null)
{
    private static readonly TimeSpan CleaningLimit = TimeSpan.FromSeconds(60);

    private readonly ReplicaCopy _copy = new(engine, log, clock, profile);

    /// <param name="topology">As it is; its source runs.</param>
    /// <param name="record">Makes the topology with the new replica the one that later runs find.</param>
    /// <param name="cancellationToken">Gives up; all that was begun is taken back.</param>
    /// <returns>The new replica.</returns>
    public async Task<ServerSpec> AddAsync(Topology topology, Action<Topology> record, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var plan = new TopologyPlan(NewReplica.AddTo(topology, port => Ports.IsFree(topology.Asked.PublishAddress, port)), isRecorded: false);
        var link = plan.Current.Links[^1];
        // It is reached before anything is begun.
        await using var source = await GrowthSessions.OpenAsync(topology, topology.Server(link.Source), clock, cancellationToken).ConfigureAwait(false);
        TopologyFolder.CheckOwner(topology.Paths, [link.Replica]);
        try
        {
            await _copy.RunAsync(plan, link, source, cancellationToken).ConfigureAwait(false);
            record(plan.Current);
        }
        catch (Exception failure)
        {
            await TakeBackAsync(plan.Current, link.Replica, failure).ConfigureAwait(false);
            if (failure is IOException or UnauthorizedAccessException)
                throw TopologyFolder.NotWritable(topology.Paths, failure);
            throw;
        }

        log.Information("{0} replicates from {1} ({2:0.0} s).", link.Replica, link.Source, clock.GetElapsedTime(start).TotalSeconds);
        return plan.Current.Server(link.Replica);
    }

    private async Task TakeBackAsync(Topology topology, string name, Exception failure)
    {
        using var limit = new CancellationTokenSource(CleaningLimit, clock);
        try
        {
            await _copy.RemoveAsync(topology, name, limit.Token).ConfigureAwait(false);
        }
        catch (Exception cleaning)
        {
            throw new MySqlReplicationException(
                $"{failure.Message}{Environment.NewLine}Not all of {name} could be removed again ({cleaning.Message}); run --target=VerifySync, which removes it.", failure);
        }
    }
}
