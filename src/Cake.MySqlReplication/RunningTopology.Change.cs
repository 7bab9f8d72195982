using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Replication.Growth;
using Cake.MySqlReplication.Replication.Repairs;
using Cake.MySqlReplication.Reporting;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication;

/// <content>What changes one that runs.</content>
public sealed partial class RunningTopology
{
    /// <summary>
    /// Adds a replica, with all that its source holds, while that is being written to: no row is lost or doubled. Where the
    /// server has MySQL's clone plugin, it copies; else statements do.
    /// </summary>
    /// <param name="cancellationToken">Gives up; the topology is left as it was.</param>
    /// <returns>The new replica, which replicates and has caught up.</returns>
    /// <exception cref="MySqlReplicationException">The topology does not run, or the copy failed; nothing is left of the new replica.</exception>
    public async Task<RunningServer> AddReplicaAsync(CancellationToken cancellationToken = default)
    {
        Recorded();
        RunningServer? added = null;
        await LockedAsync(
            async () =>
            {
                var topology = Recorded();
                var server = await new ReplicaGrowth(_engine, _log, _clock, _profile).AddAsync(topology, Record, cancellationToken).ConfigureAwait(false);
                added = RunningServer.Of(topology, server);
                ResultFiles.Write(_paths, topology.Name, Servers, report: null);
            },
            cancellationToken).ConfigureAwait(false);
        var grown = Recorded();
        _log.Information("{0}: {1}", added!.Name, ClientAccess.Line(grown, grown.Server(added.Name)));
        await ReportIfAskedAsync(cancellationToken).ConfigureAwait(false);
        return added;
    }

    /// <summary>
    /// Removes the replica that <see cref="ReplicationSettings.Replica"/> names, or the one that was added last, with its data.
    /// </summary>
    /// <param name="cancellationToken">Gives up, as long as nothing is removed yet.</param>
    /// <exception cref="MySqlReplicationException">There is no such replica, it is the only one, or others replicate from it.</exception>
    public async Task RemoveReplicaAsync(CancellationToken cancellationToken = default)
    {
        Recorded();
        await LockedAsync(
            async () =>
            {
                var topology = Recorded();
                await new ReplicaRemoval(_engine, _log, _clock).RemoveAsync(topology, Settings.Replica, Record, cancellationToken).ConfigureAwait(false);
                ResultFiles.Write(_paths, topology.Name, Servers, report: null);
            },
            cancellationToken).ConfigureAwait(false);
        await ReportIfAskedAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Makes a replica the source: the one that <see cref="ReplicationSettings.Replica"/> names, or the first, or the most advanced
    /// where the source is dead. The others follow it, the old source too when it lives or comes back with nothing of its own.
    /// </summary>
    /// <param name="cancellationToken">Gives up, as long as the old source is the source.</param>
    /// <returns>What was done, and what could not be.</returns>
    /// <exception cref="MySqlReplicationException">It could not be done; the message says what the source is.</exception>
    public async Task<PromotionReport> PromoteAsync(CancellationToken cancellationToken = default)
    {
        Recorded();
        PromotionReport? report = null;
        await LockedAsync(
            async () =>
            {
                report = await new TopologyPromotion(_paths, Settings, _engine, token => _start.RestartAsync([ServerRole.Replica], token), _log, _clock)
                    .RunAsync(cancellationToken).ConfigureAwait(false);
                ResultFiles.Write(_paths, report.Name, Servers, report: null);
                foreach (var line in ConsoleReport.Lines(report))
                    _log.Information("{0}", line);
                foreach (var problem in report.Problems)
                    _log.Warning("{0}", problem);
                TellHowToConnect(Recorded());
            },
            cancellationToken).ConfigureAwait(false);
        await ReportIfAskedAsync(cancellationToken).ConfigureAwait(false);
        return report!;
    }

    /// <summary>
    /// Takes away the schemas and accounts that came since replication was configured first, and sets global variables back, on all
    /// servers. Schemas that were there then are left as they are.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was taken away.</returns>
    /// <exception cref="MySqlReplicationException">It could not be done; the message says why.</exception>
    public async Task<ResetReport> ResetAsync(CancellationToken cancellationToken = default)
    {
        Recorded();
        ResetReport? report = null;
        await LockedAsync(
            async () =>
            {
                var topology = Recorded().WithoutOutsiders();
                await using var sessions = await ServerSessions.OpenAsync(topology, _engine, cancellationToken).ConfigureAwait(false);
                await new ReplicationConfigurator(_engine, _log, _clock, _profile).ConfigureAsync(topology, sessions, cancellationToken).ConfigureAwait(false);
                report = await new TopologyReset(topology, sessions, _clock).RunAsync(cancellationToken).ConfigureAwait(false);
                foreach (var line in ConsoleReport.Lines(report))
                    _log.Information("{0}", line);
                foreach (var problem in report.Problems)
                    _log.Warning("{0}", problem);
            },
            cancellationToken).ConfigureAwait(false);
        await ReportIfAskedAsync(cancellationToken).ConfigureAwait(false);
        return report!;
    }

    /// <summary>
    /// Mends what a diagnosis finds, as far as <see cref="ReplicationSettings.Repair"/> allows, on the replica that
    /// <see cref="ReplicationSettings.Replica"/> names or on all that are broken. It logs each step before it takes it.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was done, and what is wrong still. See <see cref="RepairReport.ThrowUnlessRepaired"/>.</returns>
    /// <exception cref="MySqlReplicationException">A step could not be taken; the message says what to do.</exception>
    public async Task<RepairReport> RepairAsync(CancellationToken cancellationToken = default)
    {
        Recorded();
        RepairReport? report = null;
        await LockedAsync(
            async () =>
            {
                var restarts = new ServerRestarts(_paths, _engine, () => new TopologyStart(Settings, _paths, _engine, _log, _clock));
                report = await new Repairer(Recorded, Settings, restarts, _engine, _log, _clock).RepairAsync(cancellationToken).ConfigureAwait(false);
                DiagnosisOutput.Write(_paths, report.Remaining, _log.Information, _log.Warning);
                if (report.Left.ErrorMessage() is { } message)
                    report = report with { Remaining = report.Remaining with { Evidence = await _evidence.KeepAsync(message).ConfigureAwait(false) } };
            },
            cancellationToken).ConfigureAwait(false);
        await ReportIfAskedAsync(cancellationToken).ConfigureAwait(false);
        return report!;
    }
}
