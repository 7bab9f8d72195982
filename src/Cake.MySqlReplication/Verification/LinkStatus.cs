namespace Cake.MySqlReplication.Verification;

/// <summary>How a replica gets on with one of its sources.</summary>
public sealed record LinkStatus
{
    /// <summary>Name of the server that it replicates from.</summary>
    public required string Source { get; init; }

    /// <summary>State of the receiver (IO thread): Yes, No or Connecting.</summary>
    public required string Receiver { get; init; }

    /// <summary>State of the applier (SQL thread): Yes or No.</summary>
    public required string Applier { get; init; }

    /// <summary>How far the receiver has come in the source's binary log, as <c>file:offset</c>.</summary>
    public required string ReceivedPosition { get; init; }

    /// <summary>How far the applier has come in the source's binary log, as <c>file:offset</c>.</summary>
    public required string AppliedPosition { get; init; }

    /// <summary>
    /// Milliseconds that a heartbeat row took from the source, or from where that has it from, to the replica; null where it did
    /// not come within a second.
    /// </summary>
    public double? LagMilliseconds { get; init; }

    /// <summary>The server's own figure for its lag, in seconds; null where it gives none.</summary>
    public long? SecondsBehind { get; init; }

    /// <summary>What keeps it from replicating, with cause and remedy where they are known; null where there is nothing.</summary>
    public string? Problem { get; init; }
}
