namespace Cake.MySqlReplication.Topologies;

/// <summary>A change of the source that is under way. It is recorded, so that another run can complete one that was killed.</summary>
/// <param name="Kind">Why.</param>
/// <param name="OldSource">The server that was the source before.</param>
/// <param name="NewSource">The server that becomes it.</param>
internal sealed record Promotion(PromotionKind Kind, string OldSource, string NewSource)
{
    /// <summary>
    /// Whether the roles are changed: then it is to be completed. Before, it is to be taken back, and the old source is the
    /// source still.
    /// </summary>
    public bool IsDecided { get; init; }

    /// <summary>By file: the new source's binary log at the moment when it had what <see cref="AtSamePoint"/> have, and nothing more.</summary>
    public string? File { get; init; }

    /// <summary>By file: the position in it.</summary>
    public long Offset { get; init; }

    /// <summary>By file: the servers that can follow the new source from there.</summary>
    public IReadOnlyList<string> AtSamePoint { get; init; } = [];

    /// <summary>
    /// The topology with the new source: the old one follows it, as do those that followed the old one. Who follows another
    /// server goes on to do so.
    /// </summary>
    public Topology Decide(Topology topology)
    {
        var links = topology.Links
            .Where(link => link.Replica != NewSource)
            .Select(link => link.Source == OldSource ? link with { Source = NewSource } : link)
            .Append(new ReplicationLink(OldSource, NewSource))
            .OrderBy(link => topology.Servers.Index().First(server => server.Item.Name == link.Replica).Index)
            .ToList();
        return topology with
        {
            Links = links,
            Servers = [.. topology.Servers.Select(server => server with
            {
                Role = server.Name == NewSource ? ServerRole.Source : server.Name == OldSource ? ServerRole.Replica : server.Role,
                MustRejoin = server.Name != NewSource && (server.MustRejoin || links.Any(link => link.Replica == server.Name && link.Source == NewSource)),
            })],
            Promotion = this with { IsDecided = true },
        };
    }
}
