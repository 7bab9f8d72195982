using System.Runtime.CompilerServices;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.Engines.Process;
using Cake.MySqlReplication.Engines.Process.Systems;
using Cake.MySqlReplication.Evidence;
using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Reporting;
using Cake.MySqlReplication.Reporting.Live;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication;

/// <summary>
/// A replicated MySQL on this machine. Each step takes the topology from whatever state it is in to the state that the
/// step names, does nothing where that is so already, and can be run by another process than the step before.
/// </summary>
public sealed partial class RunningTopology
{
    private readonly ICakeLog _log;
    private readonly IServerEngine _engine;
    private readonly TimeProvider _clock;
    private readonly TopologyPaths _paths;
    private readonly string _workingDirectory;
    private readonly Profile _profile;
    private readonly RunRecorder _recorder;
    private readonly TopologyReports _reports;
    private readonly FailureEvidence _evidence;
    private readonly TopologyStart _start;
    private volatile bool _hasBegun;

    private RunningTopology(ReplicationSettings settings, TopologyPaths paths, string workingDirectory, IServerEngine engine, ICakeLog log, TimeProvider clock, Profile profile)
    {
        Settings = settings;
        _engine = engine;
        _log = log;
        _clock = clock;
        _paths = paths;
        _workingDirectory = workingDirectory;
        _profile = profile;
        _recorder = new RunRecorder(paths, profile, clock);
        _reports = new TopologyReports(settings, paths, _recorder, clock);
        _evidence = new FailureEvidence(EvidenceFolder, ReportFolder, settings, paths, engine, _reports, profile, clock, log.Warning);
        _start = new TopologyStart(settings, _paths, engine, log, clock, profile, _evidence.KeepAsync);
    }

    /// <summary>What was asked for.</summary>
    public ReplicationSettings Settings { get; }

    /// <summary>The folder that holds the topology's files.</summary>
    public string BaseDirectory => _paths.Base;

    /// <summary>The servers, the source first, once they are planned; until then none.</summary>
    public IReadOnlyList<RunningServer> Servers =>
        StateFile.Read(_paths) is { } topology
            ? [.. topology.SourcesFirst.Select(server => RunningServer.Of(topology, server))]
            : [];

    /// <summary>Whether this handle was told to bring servers up, and has not torn them down since.</summary>
    public bool HasBegun => _hasBegun;

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
        var log = new RunLog(context.Log);
        IServerEngine engine = null!;
        var view = LiveView.On(Terminal.Current, context.Log, settings.Name, () => StateFile.Read(paths), (topology, server, token) => engine.ReadLogAsync(topology, server, ServerLog.EnoughLines, token));
        log.View = view;
        var profile = ProfiledRun.Begin(TimeProvider.System, settings.Profile ? line => log.Information("{0}", line) : null);
        profile.Observer = view;
        engine = new ProfiledEngine(new ChosenEngine(
            () => RecordedEngine(paths),
            settings,
            new DockerEngine(context, log),
            new ProcessEngine(log, ProcessSystem.Current, TimeProvider.System, new ServerFinder(log, TimeProvider.System, workingDirectory).FindAsync, profile: profile),
            cancellationToken => DockerProbe.FindSilenceAsync(context, cancellationToken),
            log), profile);
        return new RunningTopology(settings, paths, workingDirectory, engine, log, TimeProvider.System, profile);
    }

    /// <summary>
    /// How to connect to each server: <c>MYSQL_SOURCE_HOST</c>, <c>…_PORT</c>, <c>…_USER</c>, <c>…_PASSWORD</c>,
    /// <c>…_CONNECTION_STRING</c>, and the same for <c>MYSQL_REPLICA_1_…</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> GetEnvironmentVariables() => ConnectionVariables.Of(Servers);

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

    private async Task LockedAsync(Func<Task> step, CancellationToken cancellationToken, [CallerMemberName] string name = "")
    {
        var waiting = () => _log.Information("Another build is working on {0}; waiting for it.", _paths.Base);
        using var held = await TopologyLock.TakeAsync(_paths, waiting, _clock, cancellationToken).ConfigureAwait(false);
        var title = name.Replace("Async", "", StringComparison.Ordinal);
        _recorder.Begin(title);
        try
        {
            using (_profile.MeasureStep(title))
                await step().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            _recorder.End(failed: true);
            await _evidence.KeepAsync(failure).ConfigureAwait(false);
            await _recorder.SaveAsync().ConfigureAwait(false);
            if (failure is MySqlReplicationException && _evidence.Line is { } line)
                throw new MySqlReplicationException(failure.Message + Environment.NewLine + line, failure);
            throw;
        }

        _recorder.End(failed: false);
        await _recorder.SaveAsync().ConfigureAwait(false);
        if (Settings.Profile)
            ResultFiles.AddProfile(_paths, _profile.Phases());
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
