using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Verification;

/// <summary>A replica and the server that it replicates from, whose contents are compared.</summary>
/// <param name="Source">The server that it gets its events from.</param>
/// <param name="Replica">The replica.</param>
/// <param name="Channel">The channel between the two; empty for the default one.</param>
/// <param name="Positioning">How the replica knows its place.</param>
/// <param name="Limit">How long catching up, and each statement, may take (--sync-timeout).</param>
internal sealed record ComparedLink(RunningServer Source, RunningServer Replica, string Channel, Positioning Positioning, TimeSpan Limit)
{
    /// <summary>Further servers that the replica replicates from, on other channels: it has their schemas, too.</summary>
    public IReadOnlyList<RunningServer> OtherSources { get; init; } = [];

    /// <summary>How many links are compared at once. Each takes sessions of their servers.</summary>
    public int AtOnce { get; init; } = 1;

    /// <summary>What the replica takes over.</summary>
    public TableFilter Filter { get; init; } = new([], []);

    /// <summary>Whether the source replicates from the replica in turn, be it by way of others: both may be written to.</summary>
    public bool IsInRing { get; init; }

    /// <summary>The channel by which the source replicates from the replica; null where it does not do so directly.</summary>
    public string? BackChannel { get; init; }
}
