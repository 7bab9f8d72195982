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
    /// <exception cref="MySqlReplicationException">The folder has a file that is somebody else's.</exception>
    public static void Write(Topology topology, string folder, Func<ServerSpec, string> imageOf)
    {
        var file = Path.Combine(folder, FileName);
        if (File.Exists(file) && !File.ReadAllText(file).StartsWith(ComposeFile.Header, StringComparison.Ordinal))
            throw new MySqlReplicationException($"{file} exists and was not written by this tool. Choose another folder with --compose-folder, or move the file away.");

        // The files have passwords in them, and servers read them under an account of their own: what keeps others out is the folder.
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var server in topology.Servers)
        {
            Directory.CreateDirectory(Path.Combine(folder, server.Name));
            Write(Path.Combine(folder, server.Name, "mysqld.cnf"), OptionFile.Text(topology, server));
            Write(Path.Combine(folder, server.Name, "replication.sql"), ComposeStatements.Text(topology, server));
        }

        Write(Path.Combine(folder, ComposeFile.PasswordFile), topology.InitialPassword.Reveal());
        Write(Path.Combine(folder, ".gitignore"), "*\n");
        Write(file, ComposeFile.Text(topology, imageOf));
    }

    private static void Write(string path, string text)
    {
        PrivateFile.Write(path, Encoding.UTF8.GetBytes(text));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }
}
