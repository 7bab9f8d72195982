using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Verification;

/// <summary>How one server is.</summary>
public sealed record ServerStatus
{
    /// <summary>Its name in the topology.</summary>
    public required string Name { get; init; }

    /// <summary>Source or replica.</summary>
    public required ServerRole Role { get; init; }

    /// <summary>Address that it can be connected to at.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Family and version.</summary>
    public required string Version { get; init; }

    /// <summary>Why nothing more is known of it; null where it answers.</summary>
    public string? Silence { get; init; }

    /// <summary>Whether it refuses writes: of all accounts, or of those without privileges, as far as the server can; null where it does not answer.</summary>
    public bool? IsReadOnly { get; init; }

    /// <summary>The end of its binary log, as <c>file:offset</c>; empty where it writes none.</summary>
    public string Position { get; init; } = "";

    /// <summary>The GTIDs that it has; empty where GTIDs are off.</summary>
    public string Gtids { get; init; } = "";

    /// <summary>Whom it replicates from, and how that goes.</summary>
    public IReadOnlyList<LinkStatus> Replication { get; init; } = [];
}
