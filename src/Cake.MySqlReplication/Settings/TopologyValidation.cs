namespace Cake.MySqlReplication.Settings;

/// <summary>Finds what is wrong with the shape that is asked for, and with the numbers of servers in it.</summary>
internal static class TopologyValidation
{
    private const int MostServers = 32;

    public static IEnumerable<string> Problems(ReplicationSettings settings)
    {
        if (settings.Replicas is < 1 or > MostServers)
            yield return $"replicas: {settings.Replicas} is out of range. Allowed: 1 to {MostServers}.";

        switch (settings.Topology)
        {
            case TopologyShape.FanOut or TopologyShape.Chain when settings.SourceCount != 1:
                yield return $"sources: {settings.SourceCount} is given for a topology that has one. Leave it out, or choose --topology=source-source or --topology=fan-in.";
                break;
            case TopologyShape.SourceSource or TopologyShape.FanIn when settings.SourceCount is < 2 or > MostServers:
                yield return $"sources: {settings.SourceCount} is out of range. Allowed with this topology: 2 to {MostServers}.";
                break;
        }

        if (settings.Topology == TopologyShape.SourceSource && (settings.Replicas != 1 || settings.Given.Contains("replicas")))
            yield return $"replicas, topology: {settings.Replicas} is given for source-source, where every server is a source. Their number is --sources.";
        if (settings.Replica is { } replica && !ServerNames.Possible.Contains(replica))
            yield return $"replica: '{replica}' is no server's name. Allowed: slave, slave2, ... The number of replicas is --replicas.";
    }
}
