namespace Cake.MySqlReplication.Verification;

/// <summary>What was found on one replica.</summary>
public sealed record ReplicaReport
{
    /// <summary>Its name in the topology.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the server that it replicates from.</summary>
    public required string Source { get; init; }

    /// <summary>Family and version of the server.</summary>
    public required string Version { get; init; }

    /// <summary>Address that it can be connected to at.</summary>
    public required string Endpoint { get; init; }

    /// <summary>State of the receiver (IO thread): Yes, No or Connecting.</summary>
    public required string Receiver { get; init; }

    /// <summary>State of the applier (SQL thread): Yes or No.</summary>
    public required string Applier { get; init; }

    /// <summary>What the applier is doing, in the server's words.</summary>
    public required string ApplierState { get; init; }

    /// <summary>
    /// How far the applier has noted to have come in the source's binary log, as <c>file:offset</c>. Several workers note it now and
    /// then: where there are <see cref="Gtids"/>, those count.
    /// </summary>
    public required string AppliedPosition { get; init; }

    /// <summary>The GTIDs that it has applied; empty where GTIDs are off.</summary>
    public required string Gtids { get; init; }

    /// <summary>Milliseconds from the commit of the check's row on a source, the slowest if there are several, until it was applied here; null if it was not.</summary>
    public double? LagMilliseconds { get; init; }

    /// <summary>The server's own figure for its lag, in seconds; null where it gives none.</summary>
    public long? SecondsBehind { get; init; }

    /// <summary>What was looked at, in order. A verdict is good when all have passed.</summary>
    public IReadOnlyList<VerificationLayer> Layers { get; init; } = [];

    /// <summary>What it has otherwise than its source; the first ones where there are many.</summary>
    public IReadOnlyList<ContentDifference> Differences { get; init; } = [];

    /// <summary>What is wrong, each with cause and remedy where they are known; empty when it is in sync.</summary>
    public required IReadOnlyList<string> Problems { get; init; }
}
