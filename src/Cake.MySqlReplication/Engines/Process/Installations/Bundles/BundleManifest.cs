using System.Security.Cryptography;
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

    /// <summary>Every file and link.</summary>
    public required IReadOnlyDictionary<string, BundleFile> Files { get; init; }

    /// <summary>Lists what is in a folder.</summary>
    public static IReadOnlyDictionary<string, BundleFile> FilesIn(string folder) =>
        new DirectoryInfo(folder)
            .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Where(file => file.Name != BundleManifestFile.Name)
            .OrderBy(file => file.FullName, StringComparer.Ordinal)
            .AsParallel().AsOrdered()
            .Select(file => KeyValuePair.Create(BundleContents.Relative(folder, file.FullName), new BundleFile(file.Length, Sum(file), file.LastWriteTimeUtc.Ticks)))
            .ToDictionary();

    /// <summary>What is wrong with the files in a folder; null where all are there as they were.</summary>
    public string? FindDamage(string folder) =>
        Files.Select(file => FindDamage(folder, file.Key, file.Value)).FirstOrDefault(damage => damage is not null);

    private static string? FindDamage(string folder, string name, BundleFile expected)
    {
        var file = new FileInfo(Path.Combine(folder, name));
        return
            !file.Exists ? $"{name} is missing"
            : file.Length != expected.Length ? $"{name} has {file.Length} of {expected.Length} bytes"
            : file.LastWriteTimeUtc.Ticks != expected.Written && Sum(file) != expected.Sum ? $"{name} has other contents than it had"
            : null;
    }

    private static string Sum(FileInfo file)
    {
        if (file.LinkTarget is { } target)
            return "to " + target;
        using var stream = file.OpenRead();
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
