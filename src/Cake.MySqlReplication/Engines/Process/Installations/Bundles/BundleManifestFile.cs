using System.Text.Json;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process.Installations.Bundles;

/// <summary>
/// The manifest in a bundle's folder. It is written last: a folder without it is no bundle. Every build reads it, and by
/// hand that takes a third of the time that a serializer takes to get ready.
/// </summary>
internal static class BundleManifestFile
{
    /// <summary>Its name.</summary>
    public const string Name = "bundle.json";

    // Bundles of another format are made again.
    private const int Format = 2;

    /// <summary>The manifest of a folder, or null where there is none that can be read.</summary>
    public static BundleManifest? Read(string folder)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, Name)));
            var root = document.RootElement;
            return root.GetProperty("format").GetInt32() == Format ? Read(root) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException
            or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    public static void Write(string folder, BundleManifest manifest)
    {
        var contents = manifest.Contents;
        using var file = File.Create(Path.Combine(folder, Name));
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("format", Format);
        json.WriteBoolean("mariadb", manifest.Server.IsMariaDb);
        json.WriteString("version", manifest.Server.Number.ToString());
        json.WriteString("platform", manifest.Platform);
        json.WriteString("archive", manifest.Archive);
        json.WriteString("source", contents.Source);
        json.WriteString("server", contents.Server);
        json.WriteString("clients", contents.Clients);
        json.WriteString("loader", contents.Loader);
        json.WriteStartArray("libraries");
        foreach (var library in contents.Libraries)
            json.WriteStringValue(library);
        json.WriteEndArray();
        json.WriteStartObject("options");
        foreach (var (name, path) in contents.Options)
            json.WriteString(name, path);
        json.WriteEndObject();
        json.WriteStartObject("files");
        foreach (var (name, recorded) in manifest.Files)
        {
            json.WriteStartArray(name);
            json.WriteNumberValue(recorded.Length);
            json.WriteStringValue(recorded.Sum);
            json.WriteNumberValue(recorded.Written);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static BundleManifest Read(JsonElement root)
    {
        var files = new Dictionary<string, BundleFile>();
        foreach (var file in root.GetProperty("files").EnumerateObject())
            files.Add(file.Name, new BundleFile(file.Value[0].GetInt64(), file.Value[1].GetString()!, file.Value.GetArrayLength() > 2 ? file.Value[2].GetInt64() : 0));
        var options = new Dictionary<string, string>();
        foreach (var option in root.GetProperty("options").EnumerateObject())
            options.Add(option.Name, option.Value.GetString()!);

        string Text(string name) => root.GetProperty(name).GetString() ?? throw new FormatException($"{name} is missing");
        return new BundleManifest
        {
            Server = new ServerVersion(root.GetProperty("mariadb").GetBoolean(), Version.Parse(Text("version"))),
            Platform = Text("platform"),
            Archive = root.GetProperty("archive").GetString(),
            Contents = new BundleContents
            {
                Source = Text("source"),
                Server = Text("server"),
                Clients = root.GetProperty("clients").GetString(),
                Loader = root.GetProperty("loader").GetString(),
                Libraries = [.. root.GetProperty("libraries").EnumerateArray().Select(library => library.GetString()!)],
                Options = options,
            },
            Files = files,
        };
    }
}
