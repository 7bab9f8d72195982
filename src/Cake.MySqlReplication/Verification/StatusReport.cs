namespace Cake.MySqlReplication.Verification;

/// <summary>How the servers of a topology are at one moment. It is no verdict: see <see cref="SyncReport"/> for that.</summary>
public sealed record StatusReport
{
    /// <summary>Name of the topology.</summary>
    public required string Name { get; init; }

    /// <summary>The servers, in the order of the topology.</summary>
    public required IReadOnlyList<ServerStatus> Servers { get; init; }

    /// <summary>How long it took to look, in milliseconds.</summary>
    public required double DurationMilliseconds { get; init; }
}
