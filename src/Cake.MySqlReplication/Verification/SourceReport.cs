namespace Cake.MySqlReplication.Verification;

/// <summary>How far a source had come when its row for the check was written.</summary>
public sealed record SourceReport
{
    /// <summary>Its name in the topology.</summary>
    public required string Name { get; init; }

    /// <summary>Address that it can be connected to at.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Family and version of the server.</summary>
    public required string Version { get; init; }

    /// <summary>The end of its binary log after the check's row, as <c>file:offset</c>.</summary>
    public required string Position { get; init; }

    /// <summary>Its GTIDs after the check's row; empty where GTIDs are off.</summary>
    public required string Gtids { get; init; }
}
