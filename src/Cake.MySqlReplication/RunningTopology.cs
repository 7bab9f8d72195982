using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.Engines.Process;
using Cake.MySqlReplication.Engines.Process.Systems;
using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Replication.Diagnosis;
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
    private readonly TopologyStart _start;

    private RunningTopology(ReplicationSettings settings, TopologyPaths paths, IServerEngine engine, ICakeLog log, TimeProvider clock)
    {
        Settings = settings;
        _engine = engine;
        _log = log;
        _clock = clock;
        _paths = paths;
        _start = new TopologyStart(settings, _paths, engine, log, clock);
    }

    /// <summary>What was asked for.</summary>
    public ReplicationSettings Settings { get; }

    /// <summary>The folder that holds the topology's files.</summary>
    public string BaseDirectory => _paths.Base;

    /// <summary>The servers, the source first, once they are planned; until then none.</summary>
    public IReadOnlyList<RunningServer> Servers =>
        StateFile.Read(_paths) is { } topology ? [.. topology.Servers.Select(server => RunningServer.Of(topology, server))] : [];

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
        return new RunningTopology(settings, paths, engine, context.Log, TimeProvider.System);
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
                var topology = Recorded();
                await using var sessions = await ServerSessions.OpenAsync(topology, cancellationToken).ConfigureAwait(false);
                await new ReplicationConfigurator(_engine, _log, _clock).ConfigureAsync(topology, sessions, cancellationToken).ConfigureAwait(false);
                ResultFiles.Write(_paths, topology.Name, Servers, report: null);
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

    private Topology Recorded() =>
        StateFile.Read(_paths) is { } topology
            ? topology with { Asked = topology.Asked with { SyncTimeout = Settings.SyncTimeout, StartTimeout = Settings.StartTimeout } }
            : throw new MySqlReplicationException($"No topology called {Settings.Name} was started in {_paths.Base}. Run --target=VerifySync.");
}
