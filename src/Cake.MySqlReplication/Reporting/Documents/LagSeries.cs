using Cake.MySqlReplication.Reporting.History;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>The samples of one replica and one of its sources.</summary>
/// <param name="Replica">The replica.</param>
/// <param name="Source">The source.</param>
/// <param name="Samples">The samples, the oldest first.</param>
internal sealed record LagSeries(string Replica, string Source, IReadOnlyList<LagSample> Samples)
{
    public string Name => $"{Replica} ← {Source}";

    public IEnumerable<double> Known => Samples.Select(sample => sample.Milliseconds).OfType<double>();

    public double? Last => Samples[^1].Milliseconds;

    public double? Median => Known.Order().ToList() is { Count: > 0 } sorted ? sorted[sorted.Count / 2] : null;

    public double? Most => Known.Any() ? Known.Max() : null;

    /// <summary>How often a row did not arrive in time.</summary>
    public int Missed => Samples.Count(sample => sample.Milliseconds is null);

    public static IReadOnlyList<LagSeries> Of(IEnumerable<LagSample> samples) =>
    [
        .. samples.GroupBy(sample => (sample.Replica, sample.Source))
            .Select(series => new LagSeries(series.Key.Replica, series.Key.Source, [.. series.OrderBy(sample => sample.At)])),
    ];
}
