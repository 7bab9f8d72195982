using System.Text;
using Cake.MySqlReplication.Dialects;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Compose;

/// <summary>Writes a folder from which Compose brings up a topology without this tool.</summary>
internal static class ComposeExport
{
    public const string FileName = "compose.yaml";

    /// <param name="topology">The topology.</param>
    /// <param name="folder">The folder; made if need be.</param>
    /// <param name="imageOf">The image of each server.</param>
    /// <exception cref="MySqlReplicationException">The folder has files that are somebody else's.</exception>
    public static void Write(Topology topology, string folder, Func<ServerSpec, string> imageOf)
    {
        var file = Path.Combine(folder, FileName);
        var isOurs = File.Exists(file) && File.ReadAllText(file).StartsWith(ComposeFile.Header, StringComparison.Ordinal);
        if (!isOurs && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new MySqlReplicationException($"{folder} has files in it and was not written by this tool. Choose a new or an empty folder with --compose-folder.");

        Directory.CreateDirectory(folder);
        if (!isOurs && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // First, so that an export that is killed can be done again.
        Write(file, ComposeFile.Text(topology, imageOf));
        foreach (var server in topology.Servers)
        {
            Directory.CreateDirectory(Path.Combine(folder, server.Name));
            WriteForServer(Path.Combine(folder, server.Name, "mysqld.cnf"), OptionFile.Text(topology, server));
            WriteForServer(Path.Combine(folder, server.Name, ComposeStatements.FileName), ComposeStatements.Text(topology, server));
        }

        Write(Path.Combine(folder, ComposeFile.PasswordFile), ComposePasswords.Text(topology));
        var ignoreFile = Path.Combine(folder, ".gitignore");
        if (!File.Exists(ignoreFile))
            File.WriteAllText(ignoreFile, "*\n");
    }

    private static void Write(string path, string text) => PrivateFile.Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>A file that servers read under an account of their own. It has no password in it.</summary>
    private static void WriteForServer(string path, string text)
    {
        Write(path, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }
}
