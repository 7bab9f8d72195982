namespace Cake.MySqlReplication.Engines.Process.Installations.Bundles;

/// <summary>What a source has put into a bundle's folder. All paths are relative to it, with forward slashes.</summary>
internal sealed record BundleContents
{
    /// <summary>Where it comes from, in words, such as <c>Debian sid</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The server program.</summary>
    public required string Server { get; init; }

    /// <summary>The folder of the client programs, if there are any.</summary>
    public string? Clients { get; init; }

    /// <summary>The loader that runs the programs; null for the system's own.</summary>
    public string? Loader { get; init; }

    /// <summary>Folders of the libraries.</summary>
    public IReadOnlyList<string> Libraries { get; init; } = [];

    /// <summary>Options that name a folder each, and that folder.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>The same, of a layout below <paramref name="folder"/>.</summary>
    public static BundleContents Of(string source, ServerLayout layout, string folder) => new()
    {
        Source = source,
        Server = Relative(folder, layout.Server),
        Clients = layout.Clients is { } clients ? Relative(folder, clients) : null,
        Libraries = [.. layout.Libraries.Select(path => Relative(folder, path))],
        Options = layout.Options.ToDictionary(option => option.Key, option => Relative(folder, option.Value)),
    };

    /// <summary>A path below a folder, as it is recorded.</summary>
    public static string Relative(string folder, string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');
}
