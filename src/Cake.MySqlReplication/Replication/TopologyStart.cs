using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Plans a topology, starts its servers, and takes back what it started when that fails.</summary>
internal sealed class TopologyStart(
    ReplicationSettings settings, TopologyPaths paths, IServerEngine engine, ICakeLog log, TimeProvider clock)
{
    private static readonly TimeSpan CleaningLimit = TimeSpan.FromSeconds(60);

    private readonly TopologyId _id = new(settings.Name, paths.Base);
    private readonly TopologyFolder _folder = new(engine);
    private readonly HashSet<string> _answering = [];
    private IReadOnlyDictionary<string, ServerPresence>? _found;
    private bool _isNew;

    public Task PrepareAsync(CancellationToken cancellationToken) =>
        OrTakeBackAsync([], async () =>
        {
            var plan = await PlanAsync(cancellationToken).ConfigureAwait(false);
            TopologyFolder.Prepare(plan, server => OptionFile.Text(plan, server));
        });

    /// <summary>Starts all servers of the roles at once. One that this process has seen answer is not asked again.</summary>
    public Task StartAsync(IReadOnlyCollection<ServerRole> roles, CancellationToken cancellationToken)
    {
        var created = new List<string>();
        return OrTakeBackAsync(created, async () =>
        {
            var plan = new TopologyPlan(StateFile.Read(paths)
                ?? throw new MySqlReplicationException($"Nothing is prepared in {paths.Base}. Run --target=PrepareDirs first."));
            plan.Adjust(topology => topology with { Asked = topology.Asked with { StartTimeout = settings.StartTimeout } });
            var servers = plan.Current.Servers
                .Where(server => roles.Contains(server.Role) && !_answering.Contains(server.Name))
                .Select(server => server.Name)
                .ToList();
            if (servers.Count == 0)
                return;

            var found = await FindAsync(cancellationToken).ConfigureAwait(false);
            if (found.Count == 0)
                await engine.PrepareAsync(plan.Current, cancellationToken).ConfigureAwait(false);

            var starter = new ServerStarter(engine, log, clock);
            await AllAsync(servers, (name, token) =>
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

    public async Task RemoveAllAsync(CancellationToken cancellationToken)
    {
        var recorded = StateFile.Read(paths);
        await engine.RemoveAllAsync(_id, isKnown: recorded is not null, cancellationToken).ConfigureAwait(false);
        await _folder.DeleteAllAsync(paths, recorded?.Asked ?? settings, cancellationToken).ConfigureAwait(false);
        _found = null;
        _answering.Clear();
    }

    /// <summary>All at once. When one fails, the others are not waited for to their own deadlines.</summary>
    private static async Task AllAsync(
        IReadOnlyList<string> servers, Func<string, CancellationToken, Task> start, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var starts = servers.Select(async name =>
        {
            try
            {
                await start(name, stop.Token).ConfigureAwait(false);
            }
            catch
            {
                await stop.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }).ToList();
        var all = Task.WhenAll(starts);
        await ((Task)all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        // Those that were only cancelled are not why it failed.
        if (all.Exception?.InnerExceptions is { Count: > 0 } failures)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failures[0]);
        await all.ConfigureAwait(false);
    }

    /// <summary>The recorded plan where there is one that fits what is asked; else a new one, which is recorded.</summary>
    private async Task<Topology> PlanAsync(CancellationToken cancellationToken)
    {
        if (StateFile.Read(paths) is { } recorded)
        {
            var differences = SettingsDifference.Between(recorded.Asked, settings);
            if (differences.Count == 0)
                return recorded;
            if (recorded.Servers.Any(server => server.Initialised) || (await FindAsync(cancellationToken).ConfigureAwait(false)).Count > 0)
            {
                throw new MySqlReplicationException(
                    $"The topology {settings.Name} in {paths.Base} was started with other settings:" +
                    string.Concat(differences.Select(line => Environment.NewLine + "  " + line)) + Environment.NewLine +
                    "Ask for the same, or run --target=Teardown first: the servers' data will be lost.");
            }
        }

        var server = await engine.IdentifyAsync(settings, cancellationToken).ConfigureAwait(false);
        Dialect.EnsureSupported(server.Version, server.Origin);
        // From here on there is something to take back: it replaces what an earlier, unfinished run left.
        TopologyFolder.Claim(paths, ServerNames.All(settings.Replicas));
        _isNew = true;
        if ((await FindAsync(cancellationToken).ConfigureAwait(false)).Count > 0)
        {
            log.Warning("Servers of {0} run whose state file is lost; starting afresh.", settings.Name);
            await engine.RemoveAllAsync(_id, isKnown: true, cancellationToken).ConfigureAwait(false);
            _found = null;
        }

        var topology = TopologyPlanner.Plan(settings, paths, server.Version, port => Ports.IsFree(settings.PublishAddress, port)) with
        {
            Asked = settings with { Engine = server.Engine },
            Origin = server.Origin,
        };
        StateFile.Write(topology);
        log.Information("{0}: {1} from {2}, positioning by {3}, files in {4}.",
            settings.Name, server.Version, server.Origin, topology.Positioning.ToString().ToUpperInvariant(), paths.Base);
        return topology;
    }

    private async Task<IReadOnlyDictionary<string, ServerPresence>> FindAsync(CancellationToken cancellationToken) =>
        _found ??= await engine.FindAsync(_id, cancellationToken).ConfigureAwait(false);

    /// <summary>Runs a step. When it fails or is cancelled, removes the servers that it created; all, if this process made the topology.</summary>
    private async Task OrTakeBackAsync(List<string> created, Func<Task> step)
    {
        try
        {
            await step().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
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

            throw;
        }
    }

    private async Task TakeBackAsync(List<string> created, CancellationToken cancellationToken)
    {
        _found = null;
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
        else if (StateFile.Read(paths) is null)
        {
            await _folder.DeleteAllAsync(paths, settings, cancellationToken).ConfigureAwait(false);
        }
    }
}
