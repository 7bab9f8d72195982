using System.Text.Json;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process.Templates;

/// <summary>What a template holds. It is written last: a template without it is none.</summary>
internal sealed record TemplateManifest
{
    /// <summary>The folders, each after the one that it is in.</summary>
    public required IReadOnlyList<string> Folders { get; init; }

    /// <summary>The files.</summary>
    public required IReadOnlyDictionary<string, TemplateFile> Files { get; init; }

    /// <summary>The manifest of a folder as it is now.</summary>
    public static TemplateManifest Of(string data)
    {
        var root = new DirectoryInfo(data);
        return new TemplateManifest
        {
            Folders = [.. root.EnumerateDirectories("*", SearchOption.AllDirectories).Select(Relative).Order(StringComparer.Ordinal)],
            Files = root.EnumerateFiles("*", SearchOption.AllDirectories)
                .ToDictionary(Relative, file => new TemplateFile(file.Length, file.LastWriteTimeUtc.Ticks)),
        };

        string Relative(FileSystemInfo entry) => Path.GetRelativePath(data, entry.FullName);
    }

    /// <summary>The manifest as it was written; null where there is none that can be read.</summary>
    public static TemplateManifest? Read(string file)
    {
        try
        {
            return JsonFields.Read(File.ReadAllBytes(file), Read);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Write(string file) => File.WriteAllBytes(file, JsonFields.Write(Write));

    /// <summary>What is wrong with the files in a folder; null where nobody has touched them since.</summary>
    public string? FindDamage(string data)
    {
        foreach (var (name, expected) in Files)
        {
            var file = new FileInfo(Path.Combine(data, name));
            if (!file.Exists)
                return $"{name} is missing";
            if (file.Length != expected.Length)
                return $"{name} has {file.Length} of {expected.Length} bytes";
            if (file.LastWriteTimeUtc.Ticks != expected.Written)
                return $"{name} was written to";
        }

        return Folders.FirstOrDefault(folder => !Directory.Exists(Path.Combine(data, folder))) is { } missing ? $"{missing} is missing" : null;
    }

    private static TemplateManifest Read(JsonElement json) => new()
    {
        Folders = json.Texts(nameof(Folders)),
        Files = json.Map(nameof(Files), file => new TemplateFile(
            file.NeededField(nameof(TemplateFile.Length)).GetInt64(), file.NeededField(nameof(TemplateFile.Written)).GetInt64())),
    };

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteTexts(nameof(Folders), Folders);
        writer.WriteMap(nameof(Files), Files, (fields, file) =>
        {
            fields.WriteNumber(nameof(file.Length), file.Length);
            fields.WriteNumber(nameof(file.Written), file.Written);
        });
    }
}

/// <summary>A file of a template as it was when the template was made.</summary>
/// <param name="Length">In bytes.</param>
/// <param name="Written">When it was written, in ticks of UTC.</param>
internal sealed record TemplateFile(long Length, long Written);
