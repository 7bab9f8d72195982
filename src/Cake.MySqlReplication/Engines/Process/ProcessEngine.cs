using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Engines.Process.Systems;
using Cake.MySqlReplication.Engines.Process.Templates;
using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process;

/// <summary>Runs each server as a process of this machine that outlives the build, as a container does.</summary>
/// <remarks>Time zone tables are empty, as they are after any initialisation by hand; offsets such as '+02:00' work.</remarks>
internal sealed class ProcessEngine : IServerEngine
{
    private const int LogLines = 200;
    private static readonly TimeSpan ExitPause = TimeSpan.FromMilliseconds(10);

    private readonly ICakeLog _log;
    private readonly IProcessSystem _system;
    private readonly TimeProvider _clock;
    private readonly Func<ReplicationSettings, CancellationToken, Task<ServerInstallation>> _find;
    private readonly Profile? _profile;
    private readonly ServerProcesses _processes;
    private readonly Initialisation _initialisation;
    private readonly TemplateCache _templates;
    private readonly DataDirectory _data;
    private readonly List<(ReplicationSettings Asked, ServerInstallation Found)> _found = [];

    public ProcessEngine(
        ICakeLog log,
        IProcessSystem system,
        TimeProvider clock,
        Func<ReplicationSettings, CancellationToken, Task<ServerInstallation>> find,
        string? templateFolder = null,
        Profile? profile = null)
    {
        (_log, _system, _clock, _find, _profile) = (log, system, clock, find, profile);
        _processes = new ServerProcesses(system, clock);
        _initialisation = new Initialisation(system, _processes, clock);
        _templates = new TemplateCache(log, templateFolder ?? TemplateCache.DefaultFolder, new TemplateCopy(system), clock);
        _data = new DataDirectory(system, _initialisation, _templates, clock);
    }

    public async Task<ServerIdentity> IdentifyAsync(ReplicationSettings settings, CancellationToken cancellationToken)
    {
        var installation = await InstallationAsync(settings, cancellationToken).ConfigureAwait(false);
        ServerCertificates.Begin(installation.Version);
        return new ServerIdentity(EngineKind.Process, installation.Version, installation.Origin);
    }

    public Task<IReadOnlyDictionary<string, ServerPresence>> FindAsync(TopologyId id, CancellationToken cancellationToken)
    {
        var paths = new TopologyPaths(id.Base);
        var processes = _processes.FindAll(paths);
        // What only fills a data directory is of no use: it is half of what a killed build began.
        var found = processes.ToDictionary(
            server => server.Key,
            server => server.All(process => process.Initialises) ? ServerPresence.Stopped : ServerPresence.Running);
        foreach (var server in found.Keys.Where(server => found[server] == ServerPresence.Running && File.Exists(paths.OptionFile(server))))
            Record(paths, server, processes[server]);
        foreach (var server in ServerFolders(id.Base).Where(server => ServerProcess.IsRecorded(paths.ServerFolder(server))))
            found.TryAdd(server, ServerPresence.Stopped);
        return Task.FromResult<IReadOnlyDictionary<string, ServerPresence>>(found);
    }

    public Task PrepareAsync(Topology topology, CancellationToken cancellationToken)
    {
        ServerCertificates.Begin(topology);
        return SiteAsync(topology, cancellationToken);
    }

    public async Task LaunchAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken)
    {
        var site = await SiteAsync(topology, cancellationToken).ConfigureAwait(false);
        // Servers find out by themselves, but only after they have started for seconds.
        ThrowIfPortIsTaken(topology, server);
        var start = _clock.GetTimestamp();
        Filling? filling;
        using (_profile?.Measure("fill the data directory", server.Name))
            filling = await _data.EnsureAsync(topology, server, site, cancellationToken).ConfigureAwait(false);
        if (filling == Filling.Initialised)
            _log.Information("{0} has filled its data directory ({1:0.0} s).", server.Name, _clock.GetElapsedTime(start).TotalSeconds);
        else if (filling == Filling.Copied)
            _log.Verbose("{0} got a copy of a template ({1:0.000} s).", server.Name, _clock.GetElapsedTime(start).TotalSeconds);
        ThrowIfPortIsTaken(topology, server);
        var command = ServerCommand.Serve(topology, server, site, filling is not null, _system);
        var process = _initialisation.Start(command, new ServerFiles(topology.Paths, server.Name, site), initialises: false);
        _log.Verbose("{0} is the process {1}.", server.Name, process.Id);
    }

    /// <summary>Servers write their pid file once they have their port, and not before.</summary>
    public Task<bool> HoldsPortAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken)
    {
        var files = Files(topology, server);
        try
        {
            return Task.FromResult(
                File.Exists(files.PidFile) && int.TryParse(File.ReadAllText(files.PidFile), out var id) &&
                ServerProcess.Read(files.Folder) is { } recorded && recorded.Id == id && _processes.Runs(recorded));
        }
        catch (IOException)
        {
            return Task.FromResult(false);
        }
    }

    public async Task<string> WaitForExitAsync(Topology topology, ServerSpec server, bool isExpected, CancellationToken cancellationToken)
    {
        while (_processes.FindRecorded(topology.Paths, server.Name) is { } process && _system.HowEnded(process.Id) is null)
            await Task.Delay(ExitPause, _clock, cancellationToken).ConfigureAwait(false);

        var log = await ReadLogAsync(topology, server, LogLines, cancellationToken).ConfigureAwait(false);
        if (log.FirstOrDefault(ErrorLog.SaysPortIsTaken) is { } line)
            throw new PortTakenException(server.Port, line.Trim());
        var recorded = ServerProcess.Read(topology.Paths.ServerFolder(server.Name));
        return recorded is null ? "its process was removed" : $"its process {recorded.Id} {_system.HowEnded(recorded.Id) ?? "has ended"}";
    }

    public Task<IReadOnlyList<string>> ReadLogAsync(Topology topology, ServerSpec server, int lines, CancellationToken cancellationToken)
    {
        var file = Files(topology, server).ErrorLog;
        IReadOnlyList<string> log = File.Exists(file) ? [.. ErrorLog.Lines(file).TakeLast(lines)] : [];
        return Task.FromResult(log);
    }

    public async Task RemoveAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken)
    {
        // A child that was killed stays in the list until it is collected, and MySQL 8 takes it for a server that holds the socket.
        if (ServerProcess.Read(topology.Paths.ServerFolder(server.Name)) is { } recorded && !_processes.Runs(recorded))
            _ = _system.HowEnded(recorded.Id);
        // Where it was ready once, its data are kept.
        await _processes.EndAsync([.. _processes.FindAll(topology.Paths)[server.Name]], server.Initialised, cancellationToken).ConfigureAwait(false);
        ServerProcess.Delete(topology.Paths.ServerFolder(server.Name));
        if (ProcessSite.Read(topology.Paths.Base) is { } site)
            new ServerFiles(topology.Paths, server.Name, site).DeleteInitialStatements();
    }

    public Task DeletePrivateFilesAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken)
    {
        if (ProcessSite.Read(topology.Paths.Base) is { PrivateFolder: { } } site)
        {
            var files = new ServerFiles(topology.Paths, server.Name, site);
            foreach (var folder in new[] { files.Home, files.Run }.Where(folder => folder != files.Folder && Directory.Exists(folder)))
                Directory.Delete(folder, recursive: true);
        }

        return Task.CompletedTask;
    }

    public async Task RemoveAllAsync(TopologyId id, bool isKnown, Func<Task> whenEnded, CancellationToken cancellationToken)
    {
        var paths = new TopologyPaths(id.Base);
        // At once: all data are going to be deleted.
        await _processes.EndAsync([.. _processes.FindAll(paths).SelectMany(server => server)], gracefully: false, cancellationToken).ConfigureAwait(false);
        foreach (var server in ServerFolders(id.Base))
            ServerProcess.Delete(paths.ServerFolder(server));
        ProcessSites.Delete(id);
        await whenEnded().ConfigureAwait(false);
    }

    /// <summary>Processes have no names that could clash.</summary>
    public Task<string?> FindNamesakeAsync(TopologyId id, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task DeleteFoldersAsync(
        TopologyPaths paths, IReadOnlyList<string> folders, ReplicationSettings settings, CancellationToken cancellationToken)
    {
        var left = folders.Where(Directory.Exists).ToList();
        throw new MySqlReplicationException(
            $"{string.Join(", ", left)} cannot be deleted: files in there belong to another account, as after a build that ran as root. " +
            "Run --target=Teardown as root, or delete them by hand.");
    }

    public Task SettleAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken)
    {
        Files(topology, server).DeleteInitialStatements();
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RemovedCacheItem>> CleanCacheAsync(CacheLimits limits, CancellationToken cancellationToken) =>
        Task.FromResult(_templates.Clean(limits));

    public (string Host, int Port) InternalAddress(Topology topology, ServerSpec server) => (topology.LocalAddress, server.Port);

    /// <summary>Makes up for a record that a killed build did not come to write.</summary>
    private void Record(TopologyPaths paths, string server, IEnumerable<ServerProcess> processes)
    {
        if (_processes.FindRecorded(paths, server) is null)
            processes.First(process => !process.Initialises).Write(paths.ServerFolder(server));
    }

    private static void ThrowIfPortIsTaken(Topology topology, ServerSpec server)
    {
        if (!Ports.IsFree(topology.Asked.PublishAddress, server.Port))
            throw new PortTakenException(server.Port, "somebody listens on it.");
    }

    private static IReadOnlyList<string> ServerFolders(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetDirectories(folder).Where(server => File.Exists(Path.Combine(server, "mysqld.cnf"))).Select(server => Path.GetFileName(server))]
        : [];

    private static ServerFiles Files(Topology topology, ServerSpec server) => new(
        topology.Paths, server.Name, ProcessSite.Read(topology.Paths.Base) ?? throw new MySqlReplicationException(
            $"Nothing is known of how {server.Name} was started: its record in {topology.Paths.Base} is gone. Run --target=Teardown and start afresh."));

    private async Task<ProcessSite> SiteAsync(Topology topology, CancellationToken cancellationToken)
    {
        if (ProcessSite.Read(topology.Paths.Base) is { } recorded)
            return recorded;

        var installations = new Dictionary<string, ServerInstallation>();
        foreach (var server in topology.Servers)
        {
            var installation = installations[server.Name] = await InstallationAsync(topology.Asked.For(server.Name), cancellationToken).ConfigureAwait(false);
            if (installation.Version != server.Version)
            {
                throw new MySqlReplicationException(
                    $"{server.Name} of {topology.Name} was prepared for {server.Version} from {server.Origin}, and now {installation.Origin} is {installation.Version}. " +
                    "Run --target=Teardown and start afresh, or name the server with --server.");
            }
        }

        return new ProcessSites(_system, _log).Prepare(topology, installations);
    }

    private async Task<ServerInstallation> InstallationAsync(ReplicationSettings settings, CancellationToken cancellationToken)
    {
        if (_found.Find(found => ServerValidation.NameSameProgram(found.Asked, settings)).Found is { } known)
            return known;

        var installation = await _find(settings, cancellationToken).ConfigureAwait(false);
        _found.Add((settings, installation));
        return installation;
    }
}
