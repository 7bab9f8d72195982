using System.Globalization;
using System.Text.Json;
using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Topologies;

/// <summary>
/// Fields of JSON objects that each step reads and writes. A serializer would compile code of its own for every type of a
/// property, in each process anew, which takes longer than all else that a step does with them.
/// </summary>
internal static class JsonFields
{
    /// <summary>Reads an object of a document.</summary>
    /// <exception cref="JsonException">It is not one, or a field of it is missing or of another kind.</exception>
    public static T Read<T>(byte[] json, Func<JsonElement, T> read)
        where T : class
    {
        using var document = JsonDocument.Parse(json);
        try
        {
            return read(document.RootElement);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    /// <summary>Writes an object.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }

    public static string Needed(this JsonElement element, string name) => element.Text(name) ?? throw Missing(name);

    public static int NeededNumber(this JsonElement element, string name) => element.Number(name) ?? throw Missing(name);

    public static JsonElement NeededField(this JsonElement element, string name) => element.Field(name) ?? throw Missing(name);

    public static string? Text(this JsonElement element, string name) => element.Field(name)?.GetString();

    public static int? Number(this JsonElement element, string name) => element.Field(name)?.GetInt32();

    public static bool Flag(this JsonElement element, string name) => element.NeededField(name).GetBoolean();

    public static TimeSpan? Time(this JsonElement element, string name) =>
        element.Text(name) is { } text ? TimeSpan.Parse(text, CultureInfo.InvariantCulture) : null;

    public static TimeSpan NeededTime(this JsonElement element, string name) => element.Time(name) ?? throw Missing(name);

    /// <summary>A value of an enumeration.</summary>
    public static object NeededChoice(this JsonElement element, string name, Type type) => Enum.Parse(type, element.Needed(name));

    public static ServerVersion NeededVersion(this JsonElement element, string name)
    {
        var version = element.NeededField(name);
        return new ServerVersion(version.Flag(nameof(ServerVersion.IsMariaDb)), Version.Parse(version.Needed(nameof(ServerVersion.Number))));
    }

    public static Secret? Secret(this JsonElement element, string name) => element.Text(name) is { } text ? new Secret(text) : null;

    public static IReadOnlyList<string> Texts(this JsonElement element, string name) => element.All(name, item => item.GetString() ?? throw Missing(name));

    public static IReadOnlyList<T> All<T>(this JsonElement element, string name, Func<JsonElement, T> read)
    {
        var items = new List<T>();
        foreach (var item in element.NeededField(name).EnumerateArray())
            items.Add(read(item));
        return items;
    }

    /// <summary>An object whose fields have no names of ours.</summary>
    public static IReadOnlyDictionary<string, T> Map<T>(this JsonElement element, string name, Func<JsonElement, T> read)
    {
        var values = new Dictionary<string, T>();
        foreach (var field in element.NeededField(name).EnumerateObject())
            values[field.Name] = read(field.Value);
        return values;
    }

    /// <summary>A field; null where it is missing, too.</summary>
    public static JsonElement? Field(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static void WriteNumber(this Utf8JsonWriter writer, string name, int? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
        else
            writer.WriteNull(name);
    }

    public static void WriteNumber(this Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
        else
            writer.WriteNull(name);
    }

    public static void WriteTime(this Utf8JsonWriter writer, string name, TimeSpan? value) =>
        writer.WriteString(name, value is { } time ? time.ToString("c", CultureInfo.InvariantCulture) : null);

    public static void WriteVersion(this Utf8JsonWriter writer, string name, ServerVersion version)
    {
        writer.WriteStartObject(name);
        writer.WriteBoolean(nameof(version.IsMariaDb), version.IsMariaDb);
        writer.WriteString(nameof(version.Number), version.Number.ToString());
        writer.WriteEndObject();
    }

    public static void WriteChoice(this Utf8JsonWriter writer, string name, Enum value) => writer.WriteString(name, value.ToString());

    public static void WriteTexts(this Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    public static void WriteAll<T>(this Utf8JsonWriter writer, string name, IReadOnlyList<T> values, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStartObject();
            write(writer, value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void WriteMap<T>(this Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, T> values, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            writer.WriteStartObject(key);
            write(writer, value);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    public static void WriteMap(this Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> values)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in values)
            writer.WriteString(key, value);
        writer.WriteEndObject();
    }

    private static JsonException Missing(string name) => new($"{name} is missing.");
}
