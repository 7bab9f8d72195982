using System.Text.RegularExpressions;
using Cake.MySqlReplication.Engines.Process.Installations.Bundles;

namespace Cake.MySqlReplication.Engines.Process.Installations.Debian;

/// <summary>A folder into which packages were unpacked: takes away what no server needs, and finds its parts.</summary>
internal static partial class DebianTree
{
    private static readonly string[] Folders =
    [
        "etc", "var", "run", "usr/lib/systemd", "usr/share/apport", "usr/share/bash-completion", "usr/share/doc", "usr/share/gcc",
        "usr/share/gdb", "usr/share/info", "usr/share/lintian", "usr/share/locale", "usr/share/man",
    ];

    // Tools for data files of servers that are not running, and log-in methods of clients: 7 MB each.
    private static readonly string[] Programs =
    [
        "aria_chk", "aria_dump_log", "aria_ftdump", "aria_pack", "aria_read_log", "ibd2sdi", "innochecksum", "myisam_ftdump", "myisamchk",
        "myisamlog", "myisampack", "mysql_config_editor", "mysql_migrate_keyring", "mysql_secure_installation", "mysqlslap",
    ];

    /// <summary>Takes away what no server needs.</summary>
    public static void Prune(string tree)
    {
        foreach (var folder in Folders.Select(name => Path.Combine(tree, name)))
            Directories.Delete(folder);
        foreach (var program in Programs)
            File.Delete(Path.Combine(tree, "usr", "bin", program));
        var plugins = Path.Combine(tree, "usr", "lib", "mysql", "plugin");
        foreach (var plugin in Directory.Exists(plugins) ? Directory.GetFiles(plugins, "*_client.so") : [])
            File.Delete(plugin);
        foreach (var conversions in Directory.GetDirectories(tree, "gconv", SearchOption.AllDirectories))
            Directories.Delete(conversions);
    }

    /// <summary>Finds the parts of the server in a tree.</summary>
    /// <exception cref="MySqlReplicationException">A part is missing.</exception>
    public static BundleContents Describe(string tree, DebianPackage package, string suite)
    {
        string[] programs = package.Version.IsMariaDb ? ["usr/sbin/mariadbd", "usr/sbin/mysqld"] : ["usr/sbin/mysqld"];
        var server = programs.FirstOrDefault(program => File.Exists(Path.Combine(tree, program)));
        var libc = FilesIn(tree).FirstOrDefault(file => Path.GetFileName(file) == "libc.so.6");
        var loader = FilesIn(tree).FirstOrDefault(file => LoaderName().IsMatch(Path.GetFileName(file)));
        if (server is null || libc is null || loader is null)
        {
            throw new MySqlReplicationException(
                $"The packages of {package.Version} from {suite} hold no {(server is null ? "server program" : libc is null ? "C library" : "loader")} " +
                "where one is expected. Ask for another --server-version, or name a server by --server.");
        }

        var usr = Path.Combine(tree, "usr");
        // MariaDB's core packages have no plugins. Without a folder of its own it would take the machine's.
        Directories.CreateForAll(Path.Combine(usr, "lib", "mysql"));
        Directories.CreateForAll(Path.Combine(usr, "lib", "mysql", "plugin"));
        // The folder is named after the machine's kind, such as x86_64-linux-gnu.
        var kind = Path.GetFileName(Path.GetDirectoryName(libc)!);
        string[] libraries = [$"usr/lib/{kind}", $"lib/{kind}", "usr/lib/mysql/private"];
        return new BundleContents
        {
            Source = suite,
            Server = server,
            Clients = "usr/bin",
            Loader = BundleContents.Relative(tree, loader),
            Libraries = [.. libraries.Where(folder => Directory.Exists(Path.Combine(tree, folder)))],
            Options = ServerLayout.OptionsFor(usr).ToDictionary(option => option.Key, option => BundleContents.Relative(tree, option.Value)),
        };
    }

    private static IEnumerable<string> FilesIn(string tree) =>
        new[] { "usr/lib", "lib" }
            .Select(name => new DirectoryInfo(Path.Combine(tree, name)))
            .Where(folder => folder.Exists)
            .SelectMany(folder => folder.EnumerateFiles("*.so*", SearchOption.AllDirectories))
            .Where(file => file.LinkTarget is null)
            .Select(file => file.FullName);

    // The names in the ABIs: ld-linux-x86-64.so.2, ld-linux-aarch64.so.1, ld64.so.2, ld.so.1.
    [GeneratedRegex(@"^ld(-linux[a-z0-9_-]*|64)?\.so\.\d$")]
    private static partial Regex LoaderName();
}
