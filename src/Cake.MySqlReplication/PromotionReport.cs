using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication;

/// <summary>What a change of the source has done.</summary>
public sealed record PromotionReport
{
    /// <summary>Name of the topology.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the old source lived.</summary>
    public required PromotionKind Kind { get; init; }

    /// <summary>Name of the server that was the source before.</summary>
    public required string OldSource { get; init; }

    /// <summary>Name of the server that is the source now.</summary>
    public required string NewSource { get; init; }

    /// <summary>
    /// How long nobody could write, in milliseconds: from when the old source took no more writes, or was found dead, until the new
    /// one took them. Null where this run completed what an earlier one had begun.
    /// </summary>
    public double? HoldMilliseconds { get; init; }

    /// <summary>
    /// GTIDs of the transactions that the dead source alone has: they are not on the new source. Empty when there are none, null
    /// when it cannot be known; <see cref="Problems"/> says why.
    /// </summary>
    public string? NotSaved { get; init; }

    /// <summary>Servers that do not follow the new source, each with what to do about it; empty when all do.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>How long it took until all that can follow the new source did, in milliseconds.</summary>
    public required double DurationMilliseconds { get; init; }
}
