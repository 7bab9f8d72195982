using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Verification;

/// <summary>How the contents of a replica are compared with those of a server that it replicates from.</summary>
internal static class LinkComparisons
{
    public static ComparedLink Of(Topology topology, ReplicationLink link, Func<string, RunningServer> server)
    {
        var limit = topology.SyncTimeoutOf(link.Replica);
        return new ComparedLink(server(link.Source), server(link.Replica), link.Channel, topology.Positioning, limit)
        {
            OtherSources = [.. topology.LinksOf(link.Replica).Where(other => other != link).Select(other => server(other.Source))],
            IsInRing = GetsFrom(topology, link.Source, link.Replica),
            BackChannel = topology.LinksOf(link.Source).FirstOrDefault(back => back.Source == link.Replica)?.Channel,
            Filter = TableFilter.Of(topology.Asked),
            AtOnce = AtOnce(topology),
        };
    }

    /// <summary>
    /// How many replicas are compared at once: all, or one after the other where a replica has replicas. Comparing stops its
    /// applier, for which they would wait.
    /// </summary>
    public static int AtOnce(Topology topology) =>
        topology.Links.Any(link => topology.LinksFrom(link.Replica).Any()) ? 1 : topology.Links.Select(link => link.Replica).Distinct().Count();

    /// <summary>Whether a server gets another's transactions, directly or by way of others.</summary>
    private static bool GetsFrom(Topology topology, string server, string origin)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = new Stack<string>([server]);
        while (next.TryPop(out var one))
        {
            if (one == origin)
                return true;
            if (seen.Add(one))
                topology.LinksOf(one).ToList().ForEach(link => next.Push(link.Source));
        }

        return false;
    }
}
