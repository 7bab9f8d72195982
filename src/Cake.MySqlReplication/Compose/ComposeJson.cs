using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cake.MySqlReplication.Compose;

/// <summary>Text in double quotes, with nothing escaped that need not be.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class ComposeJson : JsonSerializerContext
{
    public static ComposeJson Relaxed { get; } = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
