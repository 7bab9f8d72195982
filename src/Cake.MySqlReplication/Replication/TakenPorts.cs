using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Finds servers other ports where somebody else listens on theirs.</summary>
internal sealed class TakenPorts(IServerEngine engine, ICakeLog log)
{
    private const int MostAttempts = 20;

    private readonly Dictionary<string, int> _attempts = [];

    /// <exception cref="MySqlReplicationException">The server has to have just the port that is taken, or too many others were tried.</exception>
    public void EnsureReplaceable(Topology topology, ServerSpec server, PortTakenException taken)
    {
        if (server.PortIsFixed)
        {
            throw new MySqlReplicationException(
                $"{taken.Message} It was asked for {server.Name}; stop what listens on it, choose another port, or leave the choice to this tool.", taken);
        }

        if (IsKnownByPort(topology, server))
        {
            throw new MySqlReplicationException(
                $"{taken.Message} {server.Name} had it before, and its replicas know it by that port. Stop what listens on it, or run --target=Teardown and start afresh.", taken);
        }

        if (_attempts.GetValueOrDefault(server.Name) == MostAttempts - 1)
        {
            throw new MySqlReplicationException(
                $"{taken.Message} So were {MostAttempts - 1} others that were tried for {server.Name}; name one that stays free with --source-port or --replica-ports.", taken);
        }
    }

    /// <summary>Plans another port for the server.</summary>
    public void Replace(TopologyPlan plan, string name, PortTakenException taken)
    {
        var attempt = _attempts[name] = _attempts.GetValueOrDefault(name) + 1;
        plan.Change(topology => topology.With(topology.Server(name) with
        {
            Port = TopologyPlanner.NextPort(topology, taken.Port + Leap(attempt), port => Ports.IsFree(topology.Asked.PublishAddress, port)),
        }));
        log.Information("Port {0} is taken; {1} gets {2}.", taken.Port, name, plan.Current.Server(name).Port);
    }

    /// <summary>
    /// How many ports to pass over: none at first, and the more the longer others win the race, who start their servers on
    /// the next ports at the same moment.
    /// </summary>
    private static int Leap(int attempt) => attempt == 1 ? 0 : Random.Shared.Next(1 << Math.Min(attempt, 9));

    /// <summary>Whether replicas have the server's port in their configuration, which in containers is another than the one on the host.</summary>
    private bool IsKnownByPort(Topology topology, ServerSpec server) =>
        server.Initialised && topology.LinksFrom(server.Name).Any() &&
        engine.InternalAddress(topology, server with { Port = server.Port + 1 }) != engine.InternalAddress(topology, server);
}
