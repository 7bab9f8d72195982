using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Points replicas at their source. What is right already is left alone.</summary>
internal sealed class ReplicationConfigurator(IServerEngine engine, ICakeLog log, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private const string Option = "--sync-timeout";

    public async Task ConfigureAsync(Topology topology, ServerSessions sessions, CancellationToken cancellationToken)
    {
        sessions.Deadline = new Deadline(clock, topology.Asked.SyncTimeout, Option);
        var (host, port) = engine.InternalAddress(topology, topology.Source);
        var source = new SourceEndpoint(host, port, topology.Asked.ReplicationUser, topology.ReplicationPassword,
            await HasTlsAsync(sessions.Source, cancellationToken).ConfigureAwait(false));
        // Lazy, and shared: several replicas wait for what is done once, by the one session of the source.
        var account = new Lazy<Task>(() => CreateAccountAsync(topology, sessions.Source, cancellationToken));
        var firstLog = new Lazy<Task<string>>(() => FirstLogAsync(sessions.Source, cancellationToken));

        await Task.WhenAll(topology.Links.Select(async link =>
        {
            var replica = sessions[link.Replica];
            if (await ReplicaInspector.ReadAsync(replica, link.Channel, cancellationToken).ConfigureAwait(false) is { } status)
            {
                CheckSource(topology, replica, status, source);
            }
            else
            {
                await account.Value.ConfigureAwait(false);
                var start = await StartPositionAsync(topology, firstLog, replica, cancellationToken).ConfigureAwait(false);
                await replica.ExecuteAsync("Pointing the replica at its source", replica.Dialect.ChangeSource(source, start, link.Channel), cancellationToken).ConfigureAwait(false);
            }

            await StartAsync(topology, replica, link.Channel, cancellationToken).ConfigureAwait(false);
            await ProtectAsync(topology, replica, cancellationToken).ConfigureAwait(false);
        })).ConfigureAwait(false);
    }

    private async Task CreateAccountAsync(Topology topology, ServerConnection source, CancellationToken cancellationToken)
    {
        await source.ExecuteAllAsync(
            "Creating the replication account", source.Dialect.CreateReplicationAccount(topology.Asked.ReplicationUser, topology.ReplicationPassword), cancellationToken).ConfigureAwait(false);
        log.Verbose("Created the replication account {0} on {1}.", topology.Asked.ReplicationUser, source.Server.Name);
    }

    private static void CheckSource(Topology topology, ServerConnection replica, ReplicaStatus status, SourceEndpoint source)
    {
        if (status.SourceHost == source.Host && status.SourcePort == source.Port && replica.Dialect.Uses(status, topology.Positioning))
            return;

        throw new MySqlReplicationException(
            $"{replica.Server.Name} replicates from {status.SourceHost}:{status.SourcePort}, where {source.Host}:{source.Port} " +
            $"by {topology.Positioning.ToString().ToUpperInvariant()} was configured: somebody re-pointed it. Point it back, or run --target=Teardown and start afresh.");
    }

    /// <summary>
    /// Null by GTID. By file, the beginning of the source's history: a replica that is new gets all that was written
    /// before, which the source's present position would leave out.
    /// </summary>
    private static async Task<BinaryLogPosition?> StartPositionAsync(
        Topology topology, Lazy<Task<string>> firstLog, ServerConnection replica, CancellationToken cancellationToken)
    {
        if (topology.Positioning == Positioning.Gtid)
            return null;

        if (!await ServerInitialisation.HasOnlySystemSchemasAsync(replica, cancellationToken).ConfigureAwait(false))
        {
            throw new MySqlReplicationException(
                $"{replica.Server.Name} holds data and no longer knows its place in the source's binary log. Run --target=Teardown and start afresh.");
        }

        var first = await firstLog.Value.ConfigureAwait(false);
        if (!first.EndsWith(".000001", StringComparison.Ordinal))
        {
            throw new MySqlReplicationException(
                $"The source's binary logs begin with '{first}': older ones were purged, so that {replica.Server.Name} could not get all data. " +
                "Run --target=Teardown and start afresh.");
        }

        return new BinaryLogPosition(first, BinaryLogPosition.StartOfFile);
    }

    private static async Task<string> FirstLogAsync(ServerConnection source, CancellationToken cancellationToken)
    {
        var logs = await source.RowsAsync("Listing the binary logs", "SHOW BINARY LOGS", cancellationToken).ConfigureAwait(false);
        return logs.Count == 0 ? "" : logs[0]["Log_name"] ?? "";
    }

    private async Task StartAsync(Topology topology, ServerConnection replica, string channel, CancellationToken cancellationToken)
    {
        var deadline = replica.Deadline = new Deadline(clock, topology.Asked.SyncTimeout, Option);
        for (var isStarted = false; ; isStarted = true)
        {
            var status = await ReplicaInspector.ReadAsync(replica, channel, cancellationToken).ConfigureAwait(false)
                ?? throw new MySqlReplicationException($"{replica.Server.Name} lost its source while it was being configured.");
            if (status.BothThreadsRun)
                return;

            if (!isStarted)
            {
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
                    (ReplicaInspector.DescribeReceiver(status) ?? "No error is recorded; give it more time, or look at the replica's log with `docker logs`."));
            }

            await deadline.PauseAsync(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Keeps root from writing to a replica by mistake; read_only alone does not stop privileged accounts.</summary>
    private static async Task ProtectAsync(Topology topology, ServerConnection replica, CancellationToken cancellationToken)
    {
        var isOverridden = topology.Asked.ServerOptions.Any(option =>
            option.Name.Replace('-', '_') is "read_only" or "super_read_only" && (option.Server is null || option.Server == replica.Server.Name));
        if (replica.Dialect.HasSuperReadOnly && !isOverridden &&
            await replica.ScalarAsync("Reading super_read_only", "SELECT @@GLOBAL.super_read_only", cancellationToken).ConfigureAwait(false) == "0")
        {
            await replica.ExecuteAsync("Making the replica read-only", "SET GLOBAL super_read_only = ON", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the source takes TLS connections.</summary>
    public static async Task<bool> HasTlsAsync(ServerConnection source, CancellationToken cancellationToken)
    {
        var rows = await source.RowsAsync("Asking for TLS", "SHOW SESSION STATUS LIKE 'Ssl_cipher'", cancellationToken).ConfigureAwait(false);
        return rows.Count > 0 && !string.IsNullOrEmpty(rows[0]["Value"]);
    }
}
