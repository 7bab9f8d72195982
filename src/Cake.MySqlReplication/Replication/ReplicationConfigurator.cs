using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Points replicas at their source. What is right already is left alone.</summary>
internal sealed class ReplicationConfigurator(IServerEngine engine, ICakeLog log, TimeProvider clock, Profile? profile = null)
{
    // A pair's threads run after some milliseconds; those of many replicas at once take longer, and looking at them takes their time.
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(40);

    private const string Option = "--sync-timeout";

    public async Task ConfigureAsync(Topology topology, ServerSessions sessions, CancellationToken cancellationToken)
    {
        sessions.Deadline = new Deadline(clock, topology.Asked.SyncTimeout, Option);
        var replicas = await Task.WhenAll(topology.Links.GroupBy(link => link.Replica).Select(async links =>
            (Session: sessions[links.Key], Links: links.ToList(), Statuses: await ReadAsync(sessions[links.Key], links, cancellationToken).ConfigureAwait(false))))
            .ConfigureAwait(false);
        if (replicas.Any(replica => replica.Statuses.Contains(null)))
        {
            using var span = profile?.Measure("replication account");
            var accounts = new ReplicationAccount(topology.Asked.ReplicationUser, topology.ReplicationPassword, topology.Asked.Tls);
            await Task.WhenAll(sessions.All.Select(session => accounts.EnsureAsync(session, cancellationToken))).ConfigureAwait(false);
        }

        if (topology.Asked.SemiSync)
            await Task.WhenAll(sessions.All.Select(session => SemiSync.PrepareAsync(session, cancellationToken))).ConfigureAwait(false);

        // Asked before replicas use their sessions: a replica may be another one's source.
        var sources = (await Task.WhenAll(topology.Links.Select(link => link.Source).Distinct().Select(async source =>
            (Name: source, Found: await FindAsync(topology, sessions[source], cancellationToken).ConfigureAwait(false)))).ConfigureAwait(false))
            .ToDictionary(source => source.Name, source => source.Found);

        await Task.WhenAll(replicas.Select(async replica =>
        {
            using var span = profile?.Measure("point at the source and start", replica.Session.Server.Name);
            foreach (var (link, status) in replica.Links.Zip(replica.Statuses))
                await ConfigureAsync(topology, link, replica.Session, status, sources[link.Source], cancellationToken).ConfigureAwait(false);
            await ProtectAsync(topology, replica.Session, cancellationToken).ConfigureAwait(false);
        })).ConfigureAwait(false);
        if (topology.Asked.SemiSync)
            await SemiSync.EnableAsync(topology, sessions, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<ReplicaStatus?>> ReadAsync(
        ServerConnection replica, IEnumerable<ReplicationLink> links, CancellationToken cancellationToken)
    {
        var statuses = new List<ReplicaStatus?>();
        foreach (var link in links)
            statuses.Add(await ReplicaInspector.ReadAsync(replica, link.Channel, cancellationToken).ConfigureAwait(false));
        return statuses;
    }

    private async Task<FoundSource> FindAsync(Topology topology, ServerConnection source, CancellationToken cancellationToken)
    {
        var (host, port) = engine.InternalAddress(topology, topology.Server(source.Server.Name));
        var hasTls = await SourceTls.IsOfferedAsync(source, cancellationToken).ConfigureAwait(false);
        if (topology.Asked.Tls && !hasTls)
            throw new MySqlReplicationException($"{source.Server.Name} takes no TLS connections, and --tls asks for nothing else. Its error log says why; or leave --tls out.");
        var firstLog = topology.Positioning == Positioning.File ? await StartPosition.FirstLogAsync(source, cancellationToken).ConfigureAwait(false) : "";
        return new FoundSource(new SourceEndpoint(host, port, topology.Asked.ReplicationUser, topology.ReplicationPassword, hasTls), firstLog);
    }

    private async Task ConfigureAsync(
        Topology topology, ReplicationLink link, ServerConnection replica, ReplicaStatus? status, FoundSource source, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        if (status is not null)
        {
            CheckSource(topology, replica, status, source.Endpoint);
        }
        else
        {
            var endpoint = source.Endpoint with { Delay = topology.Asked.For(link.Replica).Delay };
            var start = await StartPosition.FindAsync(topology, link, source.FirstLog, replica, cancellationToken).ConfigureAwait(false);
            await replica.ExecuteAsync(
                "Pointing the replica at its source", replica.Dialect.ChangeSource(endpoint, start, link.Channel), cancellationToken).ConfigureAwait(false);
        }

        try
        {
            await StartAsync(topology, replica, link.Channel, cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlReplicationException failure) when (RelayLogRecovery.Helps(failure))
        {
            log.Warning("{0} cannot use its relay log any more, as happens when it is killed: what it has not applied of it is fetched from {1} again.", link.Replica, link.Source);
            await RelayLogRecovery.RunAsync(
                replica, source.Endpoint with { Delay = topology.Asked.For(link.Replica).Delay }, topology.Positioning, link.Channel, cancellationToken).ConfigureAwait(false);
            await StartAsync(topology, replica, link.Channel, cancellationToken).ConfigureAwait(false);
        }

        if (status is null)
            log.Information("{0} replicates from {1} ({2:0.0} s).", link.Replica, link.Source, clock.GetElapsedTime(began).TotalSeconds);
    }

    private static void CheckSource(Topology topology, ServerConnection replica, ReplicaStatus status, SourceEndpoint source)
    {
        if (status.SourceHost == source.Host && status.SourcePort == source.Port && replica.Dialect.Uses(status, topology.Positioning))
            return;

        throw new MySqlReplicationException(
            $"{replica.Server.Name} replicates from {status.SourceHost}:{status.SourcePort}, where {source.Host}:{source.Port} " +
            $"by {topology.Positioning.ToString().ToUpperInvariant()} was configured: somebody re-pointed it. Run --target=Repair, or --target=Teardown and start afresh.");
    }

    private async Task StartAsync(Topology topology, ServerConnection replica, string channel, CancellationToken cancellationToken)
    {
        var deadline = replica.Deadline = new Deadline(clock, topology.Asked.SyncTimeout, Option);
        var pause = FirstPause;
        for (var isStarted = false; ; isStarted = true)
        {
            var status = await ReplicaInspector.ReadAsync(replica, channel, cancellationToken).ConfigureAwait(false)
                ?? throw new MySqlReplicationException($"{replica.Server.Name} lost its source while it was being configured.");
            if (status.BothThreadsRun && (isStarted || !status.StopsAtMark))
                return;

            if (!isStarted)
            {
                // A check that was killed leaves an applier that would stop at its mark, sooner or later.
                if (status.StopsAtMark)
                    await replica.ExecuteAsync("Stopping the applier", replica.Dialect.StopApplier(channel), cancellationToken).ConfigureAwait(false);
                await replica.ExecuteAsync("Starting replication", replica.Dialect.StartReplica(channel), cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (await ReplicaInspector.FindFailureAsync(replica, status, cancellationToken).ConfigureAwait(false) is { } failure)
                throw new MySqlReplicationException($"Replication does not start on {replica.Server.Name}. {failure}");
            if (deadline.HasPassed)
            {
                throw new MySqlReplicationException(
                    $"Replication did not start on {replica.Server.Name} within {deadline.Limit.TotalSeconds:0.#} seconds (--sync-timeout): " +
                    $"receiver {status.Receiver}, applier {status.Applier}. " +
                    (ReplicaInspector.DescribeReceiver(status) ?? $"No error is recorded; give it more time, or see {PlaceOfLog(topology, replica.Server.Name)}."));
            }

            await deadline.PauseAsync(pause, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Where a server's error log is to be seen.</summary>
    internal static string PlaceOfLog(Topology topology, string server) => topology.Asked.Engine == EngineKind.Process
        ? $"the error.log of {server} in {topology.Paths.ServerFolder(server)}"
        : $"`docker logs {topology.Name}_{server}`";

    /// <summary>Keeps root from writing to a replica by mistake; read_only alone does not stop privileged accounts.</summary>
    private static async Task ProtectAsync(Topology topology, ServerConnection replica, CancellationToken cancellationToken)
    {
        if (topology.Server(replica.Server.Name).Role == ServerRole.Source)
            return;

        var isOverridden = topology.Asked.ServerOptions.Any(option =>
            option.Name.Replace('-', '_') is "read_only" or "super_read_only" && (option.Server is null || option.Server == replica.Server.Name));
        if (replica.Dialect.HasSuperReadOnly && !isOverridden &&
            await replica.ScalarAsync("Reading super_read_only", "SELECT @@GLOBAL.super_read_only", cancellationToken).ConfigureAwait(false) == "0")
        {
            await replica.ExecuteAsync("Making the replica read-only", "SET GLOBAL super_read_only = ON", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A server that others replicate from.</summary>
    /// <param name="Endpoint">Where, and as whom.</param>
    /// <param name="FirstLog">The first of its binary logs; empty where GTIDs make it needless.</param>
    private sealed record FoundSource(SourceEndpoint Endpoint, string FirstLog);
}
