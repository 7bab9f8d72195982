using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Brings one server to the point where it answers, from whatever state an earlier run left it in.</summary>
internal sealed class ServerStarter(IServerEngine engine, ICakeLog log, TimeProvider clock, Profile? profile = null)
{
    private readonly TopologyFolder _folder = new(engine);

    /// <param name="plan">Holds the topology, which changes when a port turns out to be taken and when a server is initialised.</param>
    /// <param name="name">The server.</param>
    /// <param name="presence">Whether it is there already; null where it is not. One that has answered is left alone.</param>
    /// <param name="created">Told when a server is about to be created that was not there.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task StartAsync(
        TopologyPlan plan, string name, ServerPresence? presence, Action<string> created, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        if (presence != ServerPresence.Answering)
            await MakeAnswerAsync(plan, name, presence, created, cancellationToken).ConfigureAwait(false);
        log.Information("{0} answers on port {1} ({2:0.0} s).", name, plan.Current.Server(name).Port, clock.GetElapsedTime(start).TotalSeconds);
    }

    private async Task MakeAnswerAsync(
        TopologyPlan plan, string name, ServerPresence? presence, Action<string> created, CancellationToken cancellationToken)
    {
        if (presence != ServerPresence.Running && plan.Current.Server(name).Initialised && TopologyFolder.HasNoData(plan.Current.Paths, name))
        {
            log.Warning("The data directory of {0} is gone; it starts with an empty one.", name);
            plan.Change(topology => topology.With(topology.Server(name) with { Initialised = false, MustRejoin = false, IsBeingCopied = false }));
            if (plan.Current.Server(name).Role == ServerRole.Replica)
            {
                ChangeServerId(plan, name);
                BaselineKeeper.Forget(plan.Current.Paths, name);
            }
        }

        var wasInitialised = plan.Current.Server(name).Initialised;
        if (presence != ServerPresence.Running)
        {
            if (presence == ServerPresence.Stopped)
                log.Information("{0} was stopped; starting it again.", name);
            created(name);
            await ClearAsync(plan.Current, name, presence, cancellationToken).ConfigureAwait(false);
        }

        await using var session = await ReachAsync(plan, name, presence == ServerPresence.Running, cancellationToken).ConfigureAwait(false);
        await engine.SettleAsync(plan.Current, plan.Current.Server(name), cancellationToken).ConfigureAwait(false);
        if (!wasInitialised)
        {
            using (profile?.Measure("accounts", name))
                await ServerInitialisation.CompleteAsync(plan.Current, plan.Current.Server(name), session, cancellationToken).ConfigureAwait(false);
            plan.Change(topology => topology.With(topology.Server(name) with { Initialised = true }));
        }
    }

    /// <summary>What a server wrote when it was a source comes back to it now, and servers leave out what bears their own id.</summary>
    private static void ChangeServerId(TopologyPlan plan, string name)
    {
        plan.Change(topology => topology.With(topology.Server(name) with { ServerId = topology.Servers.Max(server => server.ServerId) + 1 }));
        TopologyFolder.WriteOptionFile(plan.Current.Paths.OptionFile(name), OptionFile.Text(plan.Current, plan.Current.Server(name)));
    }

    private async Task ClearAsync(Topology topology, string name, ServerPresence? presence, CancellationToken cancellationToken)
    {
        if (presence == ServerPresence.Stopped)
            await engine.RemoveAsync(topology, topology.Server(name), cancellationToken).ConfigureAwait(false);
        // A start that was killed leaves a data directory that is half made.
        if (!topology.Server(name).Initialised)
            await _folder.EmptyDataAsync(topology, name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Launches the server, unless it runs, and waits for it to answer; on another port where its own is taken.</summary>
    private async Task<ServerConnection> ReachAsync(TopologyPlan plan, string name, bool isRunning, CancellationToken cancellationToken)
    {
        var readiness = new Readiness(engine, clock);
        var ports = new TakenPorts(engine, log);
        while (true)
        {
            var server = plan.Current.Server(name);
            try
            {
                if (!isRunning)
                    await engine.LaunchAsync(plan.Current, server, cancellationToken).ConfigureAwait(false);
                using var boot = profile?.Measure("boot until it answers", name);
                return await readiness.WaitAsync(plan.Current, server, cancellationToken).ConfigureAwait(false);
            }
            catch (ServerFailedException failure)
            {
                throw await readiness.FailedAsync(plan.Current, server, failure.Message, failure).ConfigureAwait(false);
            }
            catch (PortTakenException taken)
            {
                ports.EnsureReplaceable(plan.Current, server, taken);
                await engine.RemoveAsync(plan.Current, server, cancellationToken).ConfigureAwait(false);
                // What it did not come to before it wanted its port, the next one has to do: it begins where this one did.
                if (!server.Initialised)
                    await _folder.EmptyDataAsync(plan.Current, name, cancellationToken).ConfigureAwait(false);
                ports.Replace(plan, name, taken);
            }
        }
    }
}
