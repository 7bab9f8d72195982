using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Plans a topology and writes what its servers read at their start.</summary>
internal sealed class TopologyPreparation(ReplicationSettings settings, TopologyPaths paths, IServerEngine engine, ICakeLog log)
{
    private readonly TopologyId _id = new(settings.Name, paths.Base);

    /// <param name="recorded">What is recorded of an earlier start; null where there was none.</param>
    /// <param name="claiming">Called when a new topology is about to be made: from then on there is something to take back.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RunAsync(Topology? recorded, Action claiming, CancellationToken cancellationToken)
    {
        var plan = await FitsAsync(recorded, cancellationToken).ConfigureAwait(false)
            ?? await MakeAsync(claiming, cancellationToken).ConfigureAwait(false);
        TopologyFolder.Prepare(plan, server => OptionFile.Text(plan, server));
    }

    /// <summary>The recorded plan if it is what is asked for; null where there is none, or one of which nothing was started.</summary>
    private async Task<Topology?> FitsAsync(Topology? recorded, CancellationToken cancellationToken)
    {
        var differences = recorded is null ? [] : SettingsDifference.Between(StartedWith(recorded), settings);
        if (recorded is null || differences.Count == 0)
            return recorded;
        if (recorded.Servers.All(server => !server.Initialised) && (await engine.FindAsync(_id, cancellationToken).ConfigureAwait(false)).Count == 0)
            return null;

        throw new MySqlReplicationException(
            $"The topology {settings.Name} in {paths.Base} was started with other settings:" +
            string.Concat(differences.Select(line => Environment.NewLine + "  " + line)) + Environment.NewLine +
            (recorded.Sources.Count() == 1 && differences.Any(line => line.StartsWith("--replicas:", StringComparison.Ordinal))
                ? "--target=AddSlave adds a replica to what runs, with all data and without a stop, and --target=RemoveSlave takes one away." + Environment.NewLine
                : "") +
            "Ask for the same, or run --target=Teardown first: the servers' data will be lost.");
    }

    /// <summary>Replicas may have come and gone since: both the number that was asked for then and that of now are right.</summary>
    private ReplicationSettings StartedWith(Topology recorded) =>
        settings.Replicas == recorded.Replicas.Count() ? recorded.Asked with { Replicas = settings.Replicas } : recorded.Asked;

    private async Task<Topology> MakeAsync(Action claiming, CancellationToken cancellationToken)
    {
        var identifying = IdentifyAsync(cancellationToken);
        var finding = engine.FindAsync(_id, cancellationToken);
        await Task.WhenAll(identifying, finding).ConfigureAwait(false);
        var programs = await identifying.ConfigureAwait(false);
        TopologyFolder.CheckOwner(paths, ServerNames.All(settings));
        var topology = TopologyPlanner.Plan(
            settings, paths, server => (programs[server].Version, programs[server].Origin), port => Ports.IsFree(settings.PublishAddress, port));
        Compatibility.Ensure(topology);
        claiming();
        if ((await finding.ConfigureAwait(false)).Count > 0)
        {
            log.Warning("Servers of {0} run whose state file is lost; starting afresh.", settings.Name);
            await engine.RemoveAllAsync(_id, isKnown: true, () => Task.CompletedTask, cancellationToken).ConfigureAwait(false);
        }

        topology = topology with
        {
            Asked = settings with { Engine = programs.Values.First().Engine },
            WroteIgnoreFile = TopologyFolder.HoldsNothingElse(paths),
        };
        StateFile.Write(topology);
        if (TopologyFolder.MayBeCommitted(paths))
            log.Warning("{0} is in a Git repository and has other files in it: see to it that Git ignores mysql-replication.* there, which hold passwords.", paths.Base);
        var runs = programs.Values.Select(program => $"{program.Version} from {program.Origin}").Distinct();
        log.Information("{0}: {1}, positioning by {2}, files in {3}.",
            settings.Name, string.Join("; ", runs), topology.Positioning.ToString().ToUpperInvariant(), paths.Base);
        return topology;
    }

    /// <summary>What each server runs. Most run the same, which is asked for once.</summary>
    private async Task<IReadOnlyDictionary<string, ServerIdentity>> IdentifyAsync(CancellationToken cancellationToken)
    {
        var all = await engine.IdentifyAsync(settings, cancellationToken).ConfigureAwait(false);
        var programs = new Dictionary<string, ServerIdentity>();
        foreach (var server in ServerNames.All(settings))
        {
            var own = settings.For(server);
            programs[server] = ServerValidation.NameSameProgram(own, settings) ? all : await engine.IdentifyAsync(own, cancellationToken).ConfigureAwait(false);
        }

        return programs;
    }
}
