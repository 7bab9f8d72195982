using System.Text.Json;
using System.Text.Json.Serialization;
using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Topologies;

/// <summary>
/// The topology on disk, written before anything starts, so that a later process finds it again. It holds passwords:
/// only its owner can read it.
/// </summary>
internal static class StateFile
{
    /// <summary>The recorded topology, or null where there is none or it cannot be read.</summary>
    public static Topology? Read(TopologyPaths paths)
    {
        try
        {
            var topology = JsonSerializer.Deserialize(File.ReadAllBytes(paths.StateFile), StateContext.Default.Topology);
            // A base folder that was moved is not where its containers mount from.
            return topology?.Paths == paths ? topology : null;
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
        catch (UnauthorizedAccessException exception)
        {
            // Taken for lost, it would mean a fresh start over somebody's data.
            throw new MySqlReplicationException(
                $"The state file {paths.StateFile} cannot be read: {exception.Message} Run the build as the user who started the topology, or choose another --base.", exception);
        }
    }

    public static void Write(Topology topology) =>
        PrivateFile.Write(topology.Paths.StateFile, JsonSerializer.SerializeToUtf8Bytes(topology, StateContext.Default.Topology));
}

/// <summary>Writes the passwords that <see cref="Secret"/> otherwise keeps to itself.</summary>
internal sealed class SecretConverter : JsonConverter<Secret>
{
    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue(value.Reveal());
}

[JsonSerializable(typeof(Topology))]
[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, Converters = [typeof(SecretConverter)])]
internal sealed partial class StateContext : JsonSerializerContext;
