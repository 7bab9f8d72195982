namespace Cake.MySqlReplication.Engines.Process.Installations.Bundles;

/// <summary>A self-contained server in the cache.</summary>
internal sealed record Bundle(string Folder, BundleManifest Manifest)
{
    /// <summary>Its name in the cache, such as <c>mysql-9.7.4-linux-x64</c>.</summary>
    public string Name => Path.GetFileName(Folder);

    /// <summary>How it is run.</summary>
    public ServerInstallation ToInstallation()
    {
        var contents = Manifest.Contents;
        string[] libraries = [.. contents.Libraries.Select(At)];
        return new ServerInstallation
        {
            Version = Manifest.Server,
            Server = At(contents.Server),
            Origin = $"the bundle {Name} from {contents.Source}",
            Clients = contents.Clients is { } clients ? At(clients) : null,
            Loader = LibraryPath.Loader(contents.Loader is { } loader ? At(loader) : null, libraries),
            Variables = contents.Loader is null ? LibraryPath.Variables(libraries) : new Dictionary<string, string>(),
            Options = [.. contents.Options.Select(option => $"--{option.Key}={At(option.Value)}")],
        };
    }

    private string At(string path) => Path.GetFullPath(Path.Combine(Folder, path));
}
