using Cake.MySqlReplication.Benchmarks.Figures;

namespace Cake.MySqlReplication.Benchmarks.Measuring;

/// <summary>Collects what is measured, under its name.</summary>
internal sealed class Sheet
{
    private readonly Dictionary<string, (string Unit, List<double> Samples)> _series = [];

    public void Add(string name, double value, string unit = "ms")
    {
        if (!_series.TryGetValue(name, out var series))
            _series[name] = series = (unit, []);
        series.Samples.Add(value);
    }

    public bool Has(string name) => _series.ContainsKey(name);

    public Measured this[string name] => new(name, _series[name].Unit, _series[name].Samples);
}
