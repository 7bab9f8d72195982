using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cake.MySqlReplication.Benchmarks.Figures;

/// <summary>What came out of a run of benchmarks, for programs.</summary>
/// <param name="Machine">What it ran on.</param>
/// <param name="Began">When it began.</param>
/// <param name="Scenarios">The scenarios, in the order in which they ran.</param>
internal sealed record BenchReport(string Machine, DateTimeOffset Began, IReadOnlyList<ScenarioResult> Scenarios)
{
    public string ToJson() => JsonSerializer.Serialize(this, BenchContext.Default.BenchReport);
}

[JsonSerializable(typeof(BenchReport))]
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class BenchContext : JsonSerializerContext;
