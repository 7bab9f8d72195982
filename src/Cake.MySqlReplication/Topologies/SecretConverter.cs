using System.Text.Json;
using System.Text.Json.Serialization;
using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Topologies;

/// <summary>Writes the passwords that <see cref="Secret"/> otherwise keeps to itself.</summary>
internal sealed class SecretConverter : JsonConverter<Secret>
{
    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue(value.Reveal());
}
