namespace Cake.MySqlReplication.Benchmarks.Figures;

/// <summary>A line of the result: what was measured, against a peer of the same run, and what is wanted.</summary>
/// <param name="Value">What was measured.</param>
/// <param name="Peer">What it is compared with; null where it stands for itself.</param>
/// <param name="Wanted">The most that the ratio to the peer may be, or the value itself where there is no peer; null where nothing is wanted.</param>
internal sealed record Figure(Measured Value, Measured? Peer = null, double? Wanted = null)
{
    /// <summary>The ratio of the medians; null without a peer.</summary>
    public double? Ratio => Peer is null ? null : Value.Median / Peer.Median;

    /// <summary>Whether what is wanted was reached; null where nothing is.</summary>
    public bool? IsReached => Wanted is { } wanted ? (Ratio ?? Value.Median) <= wanted : null;
}
