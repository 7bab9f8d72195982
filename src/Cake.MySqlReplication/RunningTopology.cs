using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Compose;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.Engines.Process;
using Cake.MySqlReplication.Engines.Process.Systems;
using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Replication.Diagnosis;
using Cake.MySqlReplication.Replication.Growth;
using Cake.MySqlReplication.Replication.Repairs;
using Cake.MySqlReplication.Reporting;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;
using Cake.MySqlReplication.Verification;

namespace Cake.MySqlReplication;

/// <summary>
/// A replicated MySQL on this machine. Each step takes the topology from whatever state it is in to the state that the
/// step names, does nothing where that is so already, and can be run by another process than the step before.
/// </summary>
public sealed class RunningTopology
{
    private readonly ICakeLog _log;
    private readonly IServerEngine _engine;
    private readonly TimeProvider _clock;
    private readonly TopologyPaths _paths;
    private readonly string _workingDirectory;
    private readonly TopologyStart _start;

    private RunningTopology(ReplicationSettings settings, TopologyPaths paths, string workingDirectory, IServerEngine engine, ICakeLog log, TimeProvider clock)
    {
        Settings = settings;
        _engine = engine;
        _log = log;
        _clock = clock;
        _paths = paths;
        _workingDirectory = workingDirectory;
        _start = new TopologyStart(settings, _paths, engine, log, clock);
    }

    /// <summary>What was asked for.</summary>
    public ReplicationSettings Settings { get; }

    /// <summary>The folder that holds the topology's files.</summary>
    public string BaseDirectory => _paths.Base;

    /// <summary>The servers, the source first, once they are planned; until then none.</summary>
    public IReadOnlyList<RunningServer> Servers =>
        StateFile.Read(_paths) is { } topology
            ? [.. topology.Servers.OrderBy(server => server.Role).Select(server => RunningServer.Of(topology, server))]
            : [];

    /// <summary>Takes hold of the topology that the settings name, whether or not it is there yet. Starts nothing.</summary>
    /// <param name="context">Gives the log, the working directory, and the means to run Docker's client.</param>
    /// <param name="settings">What is asked for.</param>
    /// <exception cref="MySqlReplicationException">The settings cannot be used; the message lists all that is wrong.</exception>
    public static RunningTopology Open(ICakeContext context, ReplicationSettings settings)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(settings);
        var workingDirectory = context.Environment.WorkingDirectory.FullPath;
        var paths = TopologyPaths.For(settings, workingDirectory);
        SettingsValidation.ThrowIfAny((settings with { BaseDirectory = paths.Base }).Validate());
        var engine = new ChosenEngine(
            () => RecordedEngine(paths),
            settings,
            new DockerEngine(context),
            new ProcessEngine(context.Log, ProcessSystem.Current, TimeProvider.System, new ServerFinder(context.Log, TimeProvider.System, workingDirectory).FindAsync),
            cancellationToken => DockerProbe.FindSilenceAsync(context, cancellationToken),
            context.Log);
        return new RunningTopology(settings, paths, workingDirectory, engine, context.Log, TimeProvider.System);
    }

    /// <summary>Fetches the image, chooses ports and passwords, and writes folders and configuration.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MySqlReplicationException">It could not be done; nothing is left of what was begun.</exception>
    public Task PrepareAsync(CancellationToken cancellationToken = default) =>
        LockedAsync(held => _start.PrepareAsync(held, cancellationToken), cancellationToken);

    /// <summary>Starts the source and waits until it answers.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MySqlReplicationException">It did not start; what this process started is gone again.</exception>
    public Task StartSourceAsync(CancellationToken cancellationToken = default) =>
        LockedAsync(held => _start.StartAsync(held, [ServerRole.Source], cancellationToken), cancellationToken);

    /// <summary>Starts all replicas at once and waits until they answer.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MySqlReplicationException">One did not start; what this process started is gone again.</exception>
    public Task StartReplicasAsync(CancellationToken cancellationToken = default) =>
        LockedAsync(held => _start.StartAsync(held, [ServerRole.Replica], cancellationToken), cancellationToken);

    /// <summary>Starts the source and all replicas at once, in the time of the slowest.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MySqlReplicationException">One did not start; what this process started is gone again.</exception>
    public Task StartAllAsync(CancellationToken cancellationToken = default) =>
        LockedAsync(held => _start.StartAsync(held, [ServerRole.Source, ServerRole.Replica], cancellationToken), cancellationToken);

    /// <summary>Creates the replication account, points the replicas at the source, and writes the files that tell how to connect.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MySqlReplicationException">A replica does not replicate; the message says which, why, and what to do.</exception>
    public Task ConfigureReplicationAsync(CancellationToken cancellationToken = default) =>
        LockedAsync(
            async _ =>
            {
                var plan = new TopologyPlan(Recorded());
                await using var sessions = await ServerSessions.OpenAsync(plan.Current, cancellationToken).ConfigureAwait(false);
                var completion = new PromotionCompletion(plan, _engine, sessions);
                var obstacles = await completion.RunAsync(cancellationToken).ConfigureAwait(false);
                await new ReplicationConfigurator(_engine, _log, _clock).ConfigureAsync(plan.Current.WithoutOutsiders(), sessions, cancellationToken).ConfigureAwait(false);
                ResultFiles.Write(_paths, plan.Current.Name, Servers, report: null);
                await BaselineKeeper.RecordAsync(plan.Current, sessions, cancellationToken).ConfigureAwait(false);
                completion.ThrowIfAny(obstacles);
            },
            cancellationToken);

    /// <summary>
    /// Waits until every replica holds what the source has committed, or finds what keeps it from it. The verdict goes
    /// to the log and to the result file, too.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The verdict. See <see cref="SyncReport.ThrowUnlessInSync"/>.</returns>
    /// <exception cref="MySqlReplicationException">The topology is not running.</exception>
    public async Task<SyncReport> VerifySyncAsync(CancellationToken cancellationToken = default)
    {
        // Asked before the lock: it would make a folder where there is none.
        Recorded();
        SyncReport? report = null;
        await LockedAsync(async _ => report = await VerifyAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return report!;
    }

    /// <summary>
    /// Writes a folder with a <c>compose.yaml</c> and all that it needs to bring up the same servers, replication configured,
    /// without this tool.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The folder. It holds passwords, and only its owner can enter it.</returns>
    /// <exception cref="MySqlReplicationException">Nothing is prepared, or the folder holds a file of somebody else.</exception>
    public async Task<string> ExportComposeAsync(CancellationToken cancellationToken = default)
    {
        Recorded();
        var folder = Path.GetFullPath(Settings.ComposeFolder ?? Path.Combine("compose", Settings.Name), _workingDirectory);
        await LockedAsync(
            _ =>
            {
                ComposeExport.Write(Recorded(), folder, server => DockerImages.Of(Recorded(), server));
                _log.Information("Wrote {0}. Bring it up with `docker compose up --detach --wait` in {1}.", ComposeExport.FileName, folder);
                return Task.CompletedTask;
            },
            cancellationToken).ConfigureAwait(false);
        return folder;
    }

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
            async _ =>
            {
                var topology = Recorded();
                var server = await new ReplicaGrowth(_engine, _log, _clock).AddAsync(topology, Record, cancellationToken).ConfigureAwait(false);
                added = RunningServer.Of(topology, server);
                ResultFiles.Write(_paths, topology.Name, Servers, report: null);
            },
            cancellationToken).ConfigureAwait(false);
        _log.Information("{0}: {1}", added!.Name, added.GetMaskedConnectionString());
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
            async _ =>
            {
                var topology = Recorded();
                await new ReplicaRemoval(_engine, _log, _clock).RemoveAsync(topology, Settings.Replica, Record, cancellationToken).ConfigureAwait(false);
                ResultFiles.Write(_paths, topology.Name, Servers, report: null);
            },
            cancellationToken).ConfigureAwait(false);
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
            async held =>
            {
                report = await new TopologyPromotion(_paths, Settings, _engine, token => _start.RestartAsync(held, [ServerRole.Replica], token), _log, _clock)
                    .RunAsync(cancellationToken).ConfigureAwait(false);
                ResultFiles.Write(_paths, report.Name, Servers, report: null);
                foreach (var line in ConsoleReport.Lines(report))
                    _log.Information("{0}", line);
                foreach (var problem in report.Problems)
                    _log.Warning("{0}", problem);
            },
            cancellationToken).ConfigureAwait(false);
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
            async _ =>
            {
                var topology = Recorded().WithoutOutsiders();
                await using var sessions = await ServerSessions.OpenAsync(topology, cancellationToken).ConfigureAwait(false);
                await new ReplicationConfigurator(_engine, _log, _clock).ConfigureAsync(topology, sessions, cancellationToken).ConfigureAwait(false);
                report = await new TopologyReset(topology, sessions, _clock).RunAsync(cancellationToken).ConfigureAwait(false);
                foreach (var line in ConsoleReport.Lines(report))
                    _log.Information("{0}", line);
                foreach (var problem in report.Problems)
                    _log.Warning("{0}", problem);
            },
            cancellationToken).ConfigureAwait(false);
        return report!;
    }

    /// <summary>
    /// Looks how the servers are: roles, threads, positions, GTIDs, lag, read-only, versions, errors. It works while servers are
    /// down, and does not wait for another build. What it finds goes to the log and to a file, too.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="MySqlReplicationException">There is no topology to look at.</exception>
    public async Task<StatusReport> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        var topology = Recorded();
        await using var sessions = await ServerSessions.OpenAnsweringAsync(topology, cancellationToken).ConfigureAwait(false);
        var report = await new StatusReader(topology, sessions, _clock).ReadAsync(cancellationToken).ConfigureAwait(false);
        StatusOutput.Write(_paths, report);
        foreach (var line in StatusOutput.Lines(report))
            _log.Information("{0}", line);
        return report;
    }

    /// <summary>
    /// Finds out what is wrong, from cause to remedy, and changes nothing. It works while servers are down or do not answer,
    /// and does not wait for another build. The findings go to the log and to a file, too.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was found; nothing when all is well. See <see cref="DiagnosisReport.ThrowOnError"/>.</returns>
    /// <exception cref="MySqlReplicationException">There is no topology to look at.</exception>
    public async Task<DiagnosisReport> DiagnoseAsync(CancellationToken cancellationToken = default)
    {
        var report = await new Diagnoser(Recorded(), _engine, _clock).DiagnoseAsync(cancellationToken).ConfigureAwait(false);
        DiagnosisOutput.Write(_paths, report, _log.Information, _log.Warning);
        return report;
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
            async held =>
            {
                var restarts = new ServerRestarts(_paths, _engine, held, () => new TopologyStart(Settings, _paths, _engine, _log, _clock));
                report = await new Repairer(Recorded, Settings, restarts, _engine, _log, _clock).RepairAsync(cancellationToken).ConfigureAwait(false);
                DiagnosisOutput.Write(_paths, report.Remaining, _log.Information, _log.Warning);
            },
            cancellationToken).ConfigureAwait(false);
        return report!;
    }

    /// <summary>Ends all servers and deletes all that was made for them. Succeeds where there is nothing.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MySqlReplicationException">Something could not be removed; the message says what and why.</exception>
    public Task TeardownAsync(CancellationToken cancellationToken = default) =>
        Directory.Exists(_paths.Base)
            ? LockedAsync(held => _start.RemoveAllAsync(held, cancellationToken), cancellationToken)
            : _start.RemoveAllAsync(held: null, cancellationToken);

    /// <summary>
    /// Removes the templates of data directories that are kept for later starts, of all topologies and both engines, as far as nobody
    /// uses them: all, or those beyond <see cref="ReplicationSettings.CacheAge"/> and <see cref="ReplicationSettings.CacheSize"/>.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was removed. The topology need not be there, and is left alone.</returns>
    /// <exception cref="MySqlReplicationException">Something could not be removed; the message says what and why.</exception>
    public async Task<IReadOnlyList<string>> CleanCacheAsync(CancellationToken cancellationToken = default)
    {
        var removed = await _engine.CleanCacheAsync(CacheLimits.WhenCleaning(Settings), cancellationToken).ConfigureAwait(false);
        foreach (var item in removed)
            _log.Information("Removed {0}, {1:0} MB.", item.Name, item.Bytes / 1e6);
        if (removed.Count == 0)
            _log.Information("There was nothing to remove from the cache.");
        return [.. removed.Select(item => item.Name)];
    }

    private async Task<SyncReport> VerifyAsync(CancellationToken cancellationToken)
    {
        var topology = Recorded();
        await using var sessions = await ServerSessions.OpenAsync(topology, cancellationToken).ConfigureAwait(false);
        var report = await new SyncVerifier(topology, sessions, _clock).VerifyAsync(cancellationToken).ConfigureAwait(false);
        var servers = Servers;
        ResultFiles.Write(_paths, topology.Name, servers, report);
        foreach (var line in ConsoleReport.Lines(report))
            _log.Information("{0}", line);
        foreach (var server in servers)
            _log.Information("{0}: {1}", server.Name, server.GetMaskedConnectionString());
        _log.Information("Passwords are in {0} and {1}.", _paths.EnvironmentFile, _paths.ResultFile);
        return report;
    }

    private async Task LockedAsync(Func<TopologyLock, Task> step, CancellationToken cancellationToken)
    {
        var waiting = () => _log.Information("Another build is working on {0}; waiting for it.", _paths.Base);
        using var held = await TopologyLock.TakeAsync(_paths, waiting, _clock, cancellationToken).ConfigureAwait(false);
        await step(held).ConfigureAwait(false);
    }

    /// <summary>Null where the record is damaged: then both engines are asked.</summary>
    private static EngineKind? RecordedEngine(TopologyPaths paths)
    {
        try
        {
            return StateFile.Read(paths)?.Asked.Engine;
        }
        catch (MySqlReplicationException)
        {
            return null;
        }
    }

    /// <summary>Records servers and links; the time limits of this run alone are not.</summary>
    private void Record(Topology topology) =>
        StateFile.Write(StateFile.Read(_paths)! with { Servers = topology.Servers, Links = topology.Links });

    private Topology Recorded() =>
        StateFile.Read(_paths) is { } topology
            ? topology with { Asked = topology.Asked with { SyncTimeout = Settings.SyncTimeout, StartTimeout = Settings.StartTimeout, Verify = Settings.Verify } }
            : throw new MySqlReplicationException($"No topology called {Settings.Name} was started in {_paths.Base}. Run --target=VerifySync.");
}
