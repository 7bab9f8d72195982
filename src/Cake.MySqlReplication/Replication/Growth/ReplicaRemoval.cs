using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication.Growth;

/// <summary>Takes a replica out of a topology, with all that it has.</summary>
internal sealed class ReplicaRemoval(IServerEngine engine, ICakeLog log, TimeProvider clock)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <param name="topology">As it is.</param>
    /// <param name="asked">The replica to remove; null for the one that was added last.</param>
    /// <param name="record">Makes the topology without it the one that later runs find.</param>
    /// <param name="cancellationToken">Gives up, as long as nothing is removed yet.</param>
    public async Task RemoveAsync(Topology topology, string? asked, Action<Topology> record, CancellationToken cancellationToken)
    {
        var server = Find(topology, asked);
        await StopAsync(topology, server, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        // Recorded first: a later run removes a server that it does not know, and would start one that it does.
        record(topology with
        {
            Servers = [.. topology.Servers.Where(other => other.Name != server.Name)],
            Links = [.. topology.Links.Where(link => link.Replica != server.Name)],
        });
        using var limit = new CancellationTokenSource(Limit, clock);
        var doomed = server with { Initialised = false };
        await engine.RemoveAsync(topology, doomed, limit.Token).ConfigureAwait(false);
        await new TopologyFolder(engine).DeleteServerAsync(topology, doomed, limit.Token).ConfigureAwait(false);
        log.Information("{0} is removed.", server.Name);
    }

    /// <exception cref="MySqlReplicationException">There is no such replica, or it cannot be done without.</exception>
    internal static ServerSpec Find(Topology topology, string? asked)
    {
        var replicas = topology.Replicas.ToList();
        var names = string.Join(", ", replicas.Select(replica => replica.Name));
        if (asked is not null && topology.Servers.Any(server => server.Name == asked && server.Role == ServerRole.Source))
            throw new MySqlReplicationException($"{asked} is a source, and only a replica can be removed: {(replicas.Count == 0 ? "there is none" : names)}. --target=Teardown removes everything.");
        if (replicas.Count == 0)
            throw new MySqlReplicationException($"{topology.Name} has no replica to remove: all its servers are sources that follow each other. --target=Teardown removes everything.");
        var server = asked is null
            ? replicas.LastOrDefault(replica => topology.Links.All(link => link.Source != replica.Name)) ?? replicas[^1]
            : replicas.Find(replica => replica.Name == asked)
                ?? throw new MySqlReplicationException($"{topology.Name} has no replica called {asked}. Its replicas are {names}; name one with --replica.");
        if (replicas.Count == 1)
            throw new MySqlReplicationException($"{server.Name} is the only replica of {topology.Name}, which would replicate nothing without it. --target=Teardown removes everything.");
        if (topology.Links.Where(link => link.Source == server.Name).Select(link => link.Replica).ToList() is { Count: > 0 } followers)
            throw new MySqlReplicationException($"{server.Name} cannot be removed: {string.Join(", ", followers)} replicates from it. Remove that first, with --replica={followers[^1]}.");
        return server;
    }

    /// <summary>So that the source knows at once that it is gone. One that is down cannot be asked, and need not.</summary>
    private async Task StopAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken)
    {
        try
        {
            await using var replica = await GrowthSessions.OpenAsync(topology, server, clock, cancellationToken).ConfigureAwait(false);
            replica.Deadline = new Deadline(clock, topology.Asked.SyncTimeout, "--sync-timeout");
            foreach (var link in topology.LinksOf(server.Name))
                await replica.ExecuteAsync("Stopping replication", replica.Dialect.StopReplica(link.Channel), cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlReplicationException failure)
        {
            log.Verbose("Replication on {0} could not be stopped first: {1}", server.Name, failure.Message);
        }
    }
}
