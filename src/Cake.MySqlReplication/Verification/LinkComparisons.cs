using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Verification;

/// <summary>With whom the contents of a replica are compared: with each server that it replicates from.</summary>
internal static class LinkComparisons
{
    public static IReadOnlyList<ComparedLink> Of(Topology topology, string replica, Func<string, RunningServer> server)
    {
        var links = topology.LinksOf(replica).ToList();
        return
        [
            .. links.Select(link => new ComparedLink(server(link.Source), server(replica), link.Channel, topology.Positioning, topology.Asked.SyncTimeout)
            {
                OtherSources = [.. links.Where(other => other != link).Select(other => server(other.Source))],
                IsInRing = GetsFrom(topology, link.Source, replica),
                BackChannel = topology.LinksOf(link.Source).FirstOrDefault(back => back.Source == replica)?.Channel,
            }),
        ];
    }

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
