namespace Cake.MySqlReplication.Benchmarks.Figures;

/// <summary>Something that was measured several times in one run.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">The samples' unit.</param>
/// <param name="Samples">What came out, one or more.</param>
internal sealed record Measured(string Name, string Unit, IReadOnlyList<double> Samples)
{
    /// <summary>The one in the middle; of an even number, the mean of the two.</summary>
    public double Median
    {
        get
        {
            var sorted = Samples.Order().ToList();
            return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
        }
    }

    public double Least => Samples.Min();

    public double Most => Samples.Max();
}
