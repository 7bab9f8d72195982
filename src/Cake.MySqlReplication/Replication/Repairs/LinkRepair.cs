using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Replication.Diagnosis;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using MySqlConnector;

namespace Cake.MySqlReplication.Replication.Repairs;

/// <summary>Mends what is wrong between one replica and one of its sources.</summary>
internal sealed class LinkRepair(Topology topology, ReplicationLink link, IServerEngine engine, ICakeLog log, TimeProvider clock, Action<string> say)
{
    /// <summary>Errors by which a replica refuses to start on the relay log that it has.</summary>
    private static readonly int[] RelayLogErrors = [1201, 1594, 1872, 13124];

    private static readonly FindingKind[] Account = [FindingKind.AccountRefused, FindingKind.AccountUnusable, FindingKind.PrivilegeMissing];

    /// <summary>What was changed without its place being touched: it goes on from where its applier is.</summary>
    private static readonly FindingKind[] PlaceIsKnown =
        [.. Account, FindingKind.AuthenticationPlugin, FindingKind.Tls, FindingKind.RelayLogDamaged, FindingKind.WrongPositioning];

    private static readonly FindingKind[] ByGtidAlone =
    [
        FindingKind.WrongSource, FindingKind.NotReplicating, FindingKind.SourceUnreachable,
        FindingKind.PositionUnknown, FindingKind.PositionPastEnd, FindingKind.PositionInsideEvent,
    ];

    private string Name => link.Replica;

    public async Task RunAsync(IReadOnlyList<Finding> findings, RepairMode mode, CancellationToken cancellationToken)
    {
        await using var sessions = await ServerSessions.OpenAsync(Pair(), engine, cancellationToken).ConfigureAwait(false);
        sessions.Deadline = new Deadline(clock, topology.Asked.SyncTimeout, "--sync-timeout");
        var (source, replica) = (sessions[link.Source], sessions[link.Replica]);
        bool Has(params ReadOnlySpan<FindingKind> kinds)
        {
            foreach (var kind in kinds)
            {
                if (findings.Any(finding => finding.Kind == kind))
                    return true;
            }

            return false;
        }

        var status = await ReplicaInspector.ReadAsync(replica, link.Channel, cancellationToken).ConfigureAwait(false);
        if (Has(Account))
            await RestoreAccountAsync(source, Has(FindingKind.AccountUnusable), cancellationToken).ConfigureAwait(false);

        var byGtid = topology.Positioning == Positioning.Gtid;
        var isPointed = Has(PlaceIsKnown) || (byGtid && Has(ByGtidAlone));
        if (isPointed)
            await PointAsync(source, replica, status, Has(FindingKind.RelayLogDamaged), cancellationToken).ConfigureAwait(false);
        else if (mode == RepairMode.Skip && status is { Applier: "No", ApplierErrorNumber: not 0 })
            await new TransactionSkip(link, topology.Positioning, say).RunAsync(source, replica, status, cancellationToken).ConfigureAwait(false);
        if (isPointed || status is not null and not { BothThreadsRun: true })
            await StartAsync(sessions, source, replica, status, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The topology as if it had but these two.</summary>
    private Topology Pair() => topology with
    {
        Servers = [topology.Server(link.Source), topology.Server(link.Replica)],
        Links = [link],
    };

    private async Task RestoreAccountAsync(ServerConnection source, bool isUnusable, CancellationToken cancellationToken)
    {
        var user = topology.Asked.ReplicationUser;
        say($"{source.Server.Name}: giving the replication account '{user}'@'%' its recorded password and its privilege.");
        await new ReplicationAccount(user, topology.ReplicationPassword, topology.Asked.Tls).EnsureAsync(source, cancellationToken).ConfigureAwait(false);
        if (isUnusable)
            await source.ExecuteAsync("Unlocking the replication account", DiagnosticQueries.Unlock(user), cancellationToken).ConfigureAwait(false);
    }

    private async Task PointAsync(ServerConnection source, ServerConnection replica, ReplicaStatus? status, bool resets, CancellationToken cancellationToken)
    {
        if (status is not null)
        {
            await replica.ExecuteAsync("Stopping replication", replica.Dialect.StopReplica(link.Channel), cancellationToken).ConfigureAwait(false);
            // Its place is that at which it has stopped.
            status = await ReplicaInspector.ReadAsync(replica, link.Channel, cancellationToken).ConfigureAwait(false);
        }

        BinaryLogPosition? start = null;
        if (topology.Positioning == Positioning.File)
        {
            start = status?.Applied;
            // An account or TLS is of no use at a place that is none; then the message tells that the place is lost.
            if (start is null || start.File.Length == 0 || !await IsPlaceAsync(source, start, cancellationToken).ConfigureAwait(false))
                return;
            if (await WorkerPlaces.AreInexactAsync(replica, status!, cancellationToken).ConfigureAwait(false))
            {
                throw new MySqlReplicationException(
                    $"{Name} applies by several workers, which stopped by an error: by file and position it is not known for sure how far they came. {ReplicationErrors.Rebuild}");
            }
        }

        var (host, port) = engine.InternalAddress(topology, topology.Server(link.Source));
        say($"{Name}: pointing it at {link.Source} ({host}:{port}) {(start is null ? "by GTID" : $"from {start} on, where its applier is")}, as the account {topology.Asked.ReplicationUser}.");
        if (resets)
            await replica.ExecuteAsync("Deleting the relay log", replica.Dialect.ResetReplica(link.Channel), cancellationToken).ConfigureAwait(false);
        var endpoint = new SourceEndpoint(host, port, topology.Asked.ReplicationUser, topology.ReplicationPassword,
            await SourceTls.IsOfferedAsync(source, cancellationToken).ConfigureAwait(false))
        {
            Delay = topology.Asked.For(Name).Delay,
        };
        await replica.ExecuteAsync("Pointing the replica at its source", replica.Dialect.ChangeSource(endpoint, start, link.Channel), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<bool> IsPlaceAsync(ServerConnection source, BinaryLogPosition place, CancellationToken cancellationToken)
    {
        var logs = await source.RowsAsync("Listing the binary logs", DiagnosticQueries.BinaryLogs, cancellationToken).ConfigureAwait(false);
        var log = logs.FirstOrDefault(row => row["Log_name"] == place.File);
        return log is not null &&
            (log["File_size"] == $"{place.Offset}" || await EventPlaces.IsStartOfEventAsync(source, place, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Starts both threads, and waits until the replica has caught up or reports what keeps it from it.</summary>
    private async Task StartAsync(
        ServerSessions sessions, ServerConnection source, ServerConnection replica, ReplicaStatus? status, CancellationToken cancellationToken)
    {
        say($"{Name}: starting replication from {link.Source}.");
        try
        {
            try
            {
                await new ReplicationConfigurator(engine, log, clock).ConfigureAsync(Pair(), sessions, cancellationToken).ConfigureAwait(false);
            }
            catch (MySqlReplicationException exception) when (exception.InnerException is MySqlException error && RelayLogErrors.Contains(error.Number))
            {
                await PointAsync(source, replica, status, resets: true, cancellationToken).ConfigureAwait(false);
                await new ReplicationConfigurator(engine, log, clock).ConfigureAsync(Pair(), sessions, cancellationToken).ConfigureAwait(false);
            }

            await new MissedTransactions(topology, link, clock).WaitAsync(source, replica, cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlReplicationException exception)
        {
            // The diagnosis that follows tells it with cause and remedy.
            log.Verbose("{0}", exception.Message);
        }
    }
}
