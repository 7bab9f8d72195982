namespace Cake.MySqlReplication.Engines.Process.Installations;

/// <summary>Where the parts of a server are that was unpacked rather than installed. All paths are absolute.</summary>
/// <param name="Server">The server program.</param>
/// <param name="Clients">The folder of its client programs, if there are any.</param>
/// <param name="Libraries">Folders of libraries that it does not find by itself.</param>
/// <param name="Options">Options that name a folder each, and that folder.</param>
internal sealed record ServerLayout(
    string Server, string? Clients, IReadOnlyList<string> Libraries, IReadOnlyList<KeyValuePair<string, string>> Options)
{
    private static readonly string[] ProgramFolders = ["bin", "sbin", "libexec"];
    private static readonly string[] ClientNames = ["mysql", "mariadb", "mysqldump", "mariadb-dump"];

    // Where a system's own packages put servers: these know their parts' places.
    private static readonly string[] InstalledRoots = ["/", "/usr", "/usr/local"];

    /// <summary>Looks at the folders around a program.</summary>
    public static ServerLayout Of(string program)
    {
        var folder = Path.GetDirectoryName(program)!;
        var root = ProgramFolders.Contains(Path.GetFileName(folder)) ? Path.GetDirectoryName(folder)! : folder;
        var clients = new[] { Path.Combine(root, "bin"), folder }.FirstOrDefault(HasClients);
        return InstalledRoots.Contains(root)
            ? new ServerLayout(program, clients, [], [])
            : new ServerLayout(program, clients, HasLibraries(folder) ? [folder] : [], OptionsFor(root));
    }

    /// <summary>The options that a server below <paramref name="root"/> needs to find its parts.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> OptionsFor(string root)
    {
        string[] shares = ["share", "share/mysql", "share/mariadb"];
        string[] plugins = ["lib/plugin", "lib/mysql/plugin", "lib/mariadb/plugin", "lib64/plugin", "lib64/mysql/plugin", "lib64/mariadb/plugin"];
        var share = shares.Select(name => Under(root, name)).FirstOrDefault(path => File.Exists(Path.Combine(path, "english", "errmsg.sys")));
        var plugin = plugins.Select(name => Under(root, name)).FirstOrDefault(Directory.Exists);
        if (share is null)
            return [];

        var options = new List<KeyValuePair<string, string>> { new("basedir", root), new("lc-messages-dir", share) };
        if (Directory.Exists(Path.Combine(share, "charsets")))
            options.Add(new("character-sets-dir", Path.Combine(share, "charsets")));
        if (plugin is not null)
            options.Add(new("plugin-dir", plugin));
        return options;
    }

    private static string Under(string root, string name) => Path.Combine([root, .. name.Split('/')]);

    private static bool HasClients(string folder) =>
        ClientNames.Any(name => File.Exists(Path.Combine(folder, name)) || File.Exists(Path.Combine(folder, name + ".exe")));

    private static bool HasLibraries(string folder) => Directory.EnumerateFiles(folder, "lib*.so*").Any();
}
