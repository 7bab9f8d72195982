using System.Text.Json.Serialization;

namespace Cake.MySqlReplication.Reporting.History;

/// <summary>One line of the history: a phase, or a sample.</summary>
internal sealed record HistoryLine(RecordedPhase? Phase, LagSample? Lag);

[JsonSerializable(typeof(HistoryLine))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class HistoryContext : JsonSerializerContext;
