namespace Cake.MySqlReplication.Topologies;

/// <summary>One planned server.</summary>
/// <param name="Name">Its name within the topology and of its folder: <c>master</c>, <c>slave</c>, <c>slave2</c>, …</param>
/// <param name="Role">Source or replica.</param>
/// <param name="ServerId">Its <c>server-id</c>, unique in the topology.</param>
/// <param name="Port">The port on the host.</param>
/// <param name="PortIsFixed">Whether the user asked for just this port.</param>
internal sealed record ServerSpec(string Name, ServerRole Role, int ServerId, int Port, bool PortIsFixed)
{
    public required ServerVersion Version { get; init; }

    /// <summary>Where its program comes from, in words: an image, or a program of this machine.</summary>
    public required string Origin { get; init; }

    /// <summary>
    /// Where the servers that a topology is started with share one network (<see cref="Topology.SharesNetwork"/>), the port that it listens on there, which it keeps when
    /// <see cref="Port"/> turns out to be taken. Null for one that has a network of its own.
    /// </summary>
    public int? SharedPort { get; init; }

    /// <summary>Whether it came later, when others shared a network already, and has one of its own.</summary>
    public bool IsOutsideSharedNetwork { get; init; }

    /// <summary>
    /// Whether its source has become another server and it does not follow that one yet. It may have transactions that the new
    /// source does not have: they must be looked for before it follows.
    /// </summary>
    public bool MustRejoin { get; init; }

    /// <summary>
    /// Whether it is being filled with a copy of its source. A copy that ended in its middle is begun anew: until then it does
    /// not follow, and <see cref="MustRejoin"/> is set, too.
    /// </summary>
    public bool IsBeingCopied { get; init; }

    /// <summary>Whether the server once was ready, so that its data directory is complete and may hold the user's data.</summary>
    public bool Initialised { get; init; }
}
