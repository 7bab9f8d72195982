using System.Text.Json;
using System.Text.Json.Serialization;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process.Installations.Bundles;

/// <summary>What a bundle is and holds. It is written last: a folder without it is no bundle.</summary>
internal sealed record BundleManifest
{
    /// <summary>Its name in a bundle's folder.</summary>
    public const string FileName = "bundle.json";

    /// <summary>The version of this record. Bundles of another one are made again.</summary>
    public const int CurrentFormat = 1;

    public required int Format { get; init; }

    public required bool IsMariaDb { get; init; }

    /// <summary>The server's version, as it said itself when the bundle was made.</summary>
    public required string Version { get; init; }

    /// <summary>The operating system and processor that it runs on.</summary>
    public required string Platform { get; init; }

    /// <summary>What was fetched, if it was an archive that a user named: such a bundle serves only who names it too.</summary>
    public string? Archive { get; init; }

    public required BundleContents Contents { get; init; }

    /// <summary>Every file and link, and its length in bytes.</summary>
    public required IReadOnlyDictionary<string, long> Files { get; init; }

    /// <summary>Family and version.</summary>
    [JsonIgnore]
    public ServerVersion Server => new(IsMariaDb, System.Version.Parse(Version));

    /// <summary>The manifest of a folder, or null where there is none that can be read.</summary>
    public static BundleManifest? Read(string folder)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(
                File.ReadAllBytes(Path.Combine(folder, FileName)), BundleManifestContext.Default.BundleManifest);
            return manifest?.Format == CurrentFormat ? manifest : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Write(string folder)
    {
        var path = Path.Combine(folder, FileName);
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(this, BundleManifestContext.Default.BundleManifest));
    }

    /// <summary>Lists what is in a folder.</summary>
    public static IReadOnlyDictionary<string, long> FilesIn(string folder) =>
        new DirectoryInfo(folder)
            .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Where(file => file.Name != FileName)
            .OrderBy(file => file.FullName, StringComparer.Ordinal)
            .ToDictionary(file => BundleContents.Relative(folder, file.FullName), file => file.Length);

    /// <summary>What is wrong with the files in a folder; null where all are there at their full length.</summary>
    public string? FindDamage(string folder)
    {
        foreach (var (name, length) in Files)
        {
            var file = new FileInfo(Path.Combine(folder, name));
            if (!file.Exists)
                return $"{name} is missing";
            if (file.Length != length)
                return $"{name} has {file.Length} of {length} bytes";
        }

        return null;
    }
}

[JsonSerializable(typeof(BundleManifest))]
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class BundleManifestContext : JsonSerializerContext;
