using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process.Installations.Bundles;

/// <summary>What a bundle is and holds.</summary>
internal sealed record BundleManifest
{
    /// <summary>The server, as it said itself when the bundle was made.</summary>
    public required ServerVersion Server { get; init; }

    /// <summary>The operating system and processor that it runs on.</summary>
    public required string Platform { get; init; }

    /// <summary>What was fetched, if it was an archive that a user named: such a bundle serves only who names it too.</summary>
    public string? Archive { get; init; }

    public required BundleContents Contents { get; init; }

    /// <summary>Every file and link, and its length in bytes.</summary>
    public required IReadOnlyDictionary<string, long> Files { get; init; }

    /// <summary>Lists what is in a folder.</summary>
    public static IReadOnlyDictionary<string, long> FilesIn(string folder) =>
        new DirectoryInfo(folder)
            .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Where(file => file.Name != BundleManifestFile.Name)
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
