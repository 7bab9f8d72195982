using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cake.MySqlReplication.Reporting.History;

/// <summary>One line of the history: a phase, or a sample.</summary>
internal sealed record HistoryLine(RecordedPhase? Phase, LagSample? Lag)
{
    /// <summary>Writes it as <see cref="HistoryContext" /> reads it. Each step writes, and only reports read.</summary>
    public void Write(Stream file)
    {
        using var writer = new Utf8JsonWriter(file);
        writer.WriteStartObject();
        if (Phase is { } phase)
            Write(writer, phase);
        if (Lag is { } lag)
            Write(writer, lag);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RecordedPhase phase)
    {
        writer.WriteStartObject("phase");
        writer.WriteString("run", phase.Run);
        writer.WriteString("at", phase.At);
        writer.WriteString("step", phase.Step);
        writer.WriteString("phase", phase.Phase);
        writer.WriteString("server", phase.Server);
        writer.WriteNumber("milliseconds", phase.Milliseconds);
        writer.WriteBoolean("failed", phase.Failed);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, LagSample lag)
    {
        writer.WriteStartObject("lag");
        writer.WriteString("at", lag.At);
        writer.WriteString("replica", lag.Replica);
        writer.WriteString("source", lag.Source);
        if (lag.Milliseconds is { } milliseconds)
            writer.WriteNumber("milliseconds", milliseconds);
        writer.WriteEndObject();
    }
}

[JsonSerializable(typeof(HistoryLine))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class HistoryContext : JsonSerializerContext;
