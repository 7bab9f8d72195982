using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Starts a topology, removes it, and takes back what it started when that fails.</summary>
internal sealed class TopologyStart(
    ReplicationSettings settings, TopologyPaths paths, IServerEngine engine, ICakeLog log, TimeProvider clock, Profile? profile = null, Func<Exception, Task>? keepEvidence = null)
{
    private static readonly TimeSpan CleaningLimit = TimeSpan.FromSeconds(60);

    private readonly TopologyId _id = new(settings.Name, paths.Base);
    private readonly TopologyFolder _folder = new(engine);
    private readonly HashSet<string> _answering = [];
    private readonly LookAhead _lookAhead = new(engine, new TopologyId(settings.Name, paths.Base), clock, new ServerAnswers(engine, clock, profile).AllAsync);
    private bool _wasPrepared;
    private bool _isNew;

    public Task PrepareAsync(CancellationToken cancellationToken) =>
        OrTakeBackAsync([], async () =>
        {
            var recorded = StateFile.Read(paths);
            if (recorded is not null)
                _lookAhead.Begin(recorded, cancellationToken);
            var isMade = false;
            await new TopologyPreparation(settings, paths, engine, log)
                .RunAsync(recorded, () => _isNew = isMade = true, cancellationToken)
                .ConfigureAwait(false);
            _wasPrepared = true;
            if (_isNew)
                _lookAhead.FoundNothing();
            // Nothing has been started yet: a signal that comes too late for the preparation takes it back all the same.
            if (isMade)
                cancellationToken.ThrowIfCancellationRequested();
        });

    /// <summary>Starts all servers of the roles at once. One that this process has seen answer is not asked again.</summary>
    public Task StartAsync(IReadOnlyCollection<ServerRole> roles, CancellationToken cancellationToken)
    {
        var created = new List<string>();
        return OrTakeBackAsync(created, async () =>
        {
            var plan = new TopologyPlan(StateFile.Read(paths) ?? throw NothingPrepared());
            plan.Adjust(topology => topology with { Asked = topology.Asked with { StartTimeout = settings.StartTimeout } });
            var servers = plan.Current.Servers
                .Where(server => roles.Contains(server.Role) && !_answering.Contains(server.Name))
                .Select(server => server.Name)
                .ToList();
            if (servers.Count == 0)
                return;

            // One that was never ready does not run: what all share is needed, so it need not wait for the answer.
            var prepared = servers.Any(name => !plan.Current.Server(name).Initialised) ? PrepareEngineAsync(plan, cancellationToken) : null;
            var finding = _lookAhead.FindAsync(cancellationToken);
            await Task.WhenAll(prepared ?? Task.CompletedTask, finding).ConfigureAwait(false);
            var found = await finding.ConfigureAwait(false);
            await RemoveUnknownAsync(plan.Current, found.Keys, cancellationToken).ConfigureAwait(false);
            if (prepared is null && servers.Any(name => found.GetValueOrDefault(name) == ServerPresence.Stopped))
                await PrepareEngineAsync(plan, cancellationToken).ConfigureAwait(false);

            var starter = new ServerStarter(engine, log, clock, profile);
            await AllAtOnce.RunAsync(servers, (name, token) =>
                starter.StartAsync(plan, name, found.TryGetValue(name, out var presence) ? presence : null, Note, token), cancellationToken)
                .ConfigureAwait(false);
            _answering.UnionWith(servers);
            // From now on there may be data that a later failure must not cost.
            _isNew &= !plan.Current.Servers.All(server => server.Initialised);
        });

        void Note(string name)
        {
            lock (created)
                created.Add(name);
        }
    }

    /// <summary>Has the engine make what servers share; with other ports where some of theirs are taken.</summary>
    private async Task PrepareEngineAsync(TopologyPlan plan, CancellationToken cancellationToken)
    {
        var ports = new TakenPorts(engine, log);
        while (true)
        {
            try
            {
                await engine.PrepareAsync(plan.Current, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (PortTakenException taken)
            {
                var server = plan.Current.Servers.First(server => server.Port == taken.Port);
                ports.EnsureReplaceable(plan.Current, server, taken);
                ports.Replace(plan, server.Name, taken);
            }
        }
    }

    /// <summary>Removes servers that were being added, or removed, by a build that was killed.</summary>
    private async Task RemoveUnknownAsync(Topology topology, IEnumerable<string> found, CancellationToken cancellationToken)
    {
        foreach (var name in found.Except(topology.Servers.Select(server => server.Name)))
        {
            log.Information("Removing {0}, which a build that was killed left.", name);
            var server = topology.Source with { Name = name, Initialised = false };
            await engine.RemoveAsync(topology, server, cancellationToken).ConfigureAwait(false);
            await _folder.DeleteServerAsync(topology, server, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Starts what is down, also of those that this process has seen answer before.</summary>
    public Task RestartAsync(IReadOnlyCollection<ServerRole> roles, CancellationToken cancellationToken)
    {
        _answering.Clear();
        return StartAsync(roles, cancellationToken);
    }

    public async Task RemoveAllAsync(CancellationToken cancellationToken)
    {
        var recorded = ReadIfUsable();
        var wasThere = false;
        _answering.Clear();
        await engine.RemoveAllAsync(_id, isKnown: recorded is not null, DeleteServersAsync, cancellationToken).ConfigureAwait(false);
        // The state file goes last: a teardown that is killed, or fails, can be run again.
        if (wasThere)
            TopologyFolder.DeleteFiles(paths, recorded);
        if (!wasThere && await engine.FindNamesakeAsync(_id, cancellationToken).ConfigureAwait(false) is { } folder)
        {
            log.Warning("There was nothing to tear down in {0}. A topology called {1} runs with its files in {2}: for that one, add --base={2}.",
                paths.Base, settings.Name, folder);
        }

        async Task DeleteServersAsync() => wasThere = await _folder.DeleteServersAsync(paths, recorded, settings, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A damaged record does not keep anybody from removing what it describes; one of another folder does.</summary>
    private Topology? ReadIfUsable()
    {
        try
        {
            return StateFile.Read(paths);
        }
        catch (MySqlReplicationException exception) when (exception.InnerException is System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private MySqlReplicationException NothingPrepared() => new(_wasPrepared
        ? $"The topology in {paths.Base} is gone: another build tore it down in the middle of this one. Run the target again."
        : $"Nothing is prepared in {paths.Base}. Run --target=PrepareDirs first.");

    /// <summary>Runs a step. When it fails or is cancelled, removes the servers that it created; all, if this process made the topology.</summary>
    private async Task OrTakeBackAsync(List<string> created, Func<Task> step)
    {
        try
        {
            await step().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            if (keepEvidence is not null)
                await keepEvidence(failure).ConfigureAwait(false);
            using var limit = new CancellationTokenSource(CleaningLimit);
            try
            {
                await TakeBackAsync(created, limit.Token).ConfigureAwait(false);
            }
            catch (Exception cleaning)
            {
                throw new MySqlReplicationException(
                    $"{failure.Message}{Environment.NewLine}Not all of what was started could be removed ({cleaning.Message}); run --target=Teardown.", failure);
            }

            if (failure is IOException or UnauthorizedAccessException)
                throw TopologyFolder.NotWritable(paths, failure);
            throw;
        }
    }

    private async Task TakeBackAsync(List<string> created, CancellationToken cancellationToken)
    {
        _answering.Clear();
        if (_isNew)
        {
            await RemoveAllAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        if (created.Count > 0 && StateFile.Read(paths) is { } topology)
        {
            foreach (var server in created.Select(topology.Server))
            {
                await engine.RemoveAsync(topology, server, cancellationToken).ConfigureAwait(false);
                if (!server.Initialised)
                    await _folder.EmptyDataAsync(topology, server.Name, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
