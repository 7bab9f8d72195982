using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines;

/// <summary>The files of a topology: makes them, tells its own from others', and takes them away again.</summary>
internal sealed class TopologyFolder(IServerEngine engine)
{
    /// <summary>How every option file of ours begins. A folder with another file in its place is not ours.</summary>
    public const string Mark = "# Written by Cake.MySqlReplication";

    /// <summary>Creates the base folder, and says so when a folder in it that is needed belongs to somebody else.</summary>
    /// <exception cref="MySqlReplicationException">It cannot be written to, or holds what is not ours.</exception>
    public static void Claim(TopologyPaths paths, IEnumerable<string> servers)
    {
        try
        {
            Directory.CreateDirectory(paths.Base);
            // The lock was taken before; a folder that cannot be written to shows here at the latest.
            PrivateFile.Write(paths.PasswordFile, []);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(paths, exception);
        }

        foreach (var folder in servers.Select(paths.ServerFolder).Where(folder => Directory.Exists(folder) && !IsOurs(folder)))
        {
            throw new MySqlReplicationException(
                $"{folder} exists and is not this tool's. Choose another base folder with --base, or move that folder away.");
        }
    }

    public static MySqlReplicationException NotWritable(TopologyPaths paths, Exception exception) =>
        new($"The base folder {paths.Base} cannot be written to: {exception.Message} Choose another with --base.", exception);

    /// <summary>Writes what servers read at their start. Files that are right already are left alone.</summary>
    public static void Prepare(Topology topology, Func<ServerSpec, string> optionFile)
    {
        var paths = topology.Paths;
        if (!File.Exists(paths.IgnoreFile))
            File.WriteAllText(paths.IgnoreFile, "*\n");
        Directory.CreateDirectory(paths.NoScriptsFolder);
        PrivateFile.Write(paths.PasswordFile, System.Text.Encoding.UTF8.GetBytes(topology.InitialPassword.Reveal()));
        foreach (var server in topology.Servers)
        {
            Directory.CreateDirectory(paths.DataFolder(server.Name));
            WriteOptionFile(paths.OptionFile(server.Name), optionFile(server));
        }
    }

    public async Task EmptyDataAsync(Topology topology, string server, CancellationToken cancellationToken)
    {
        var folder = topology.Paths.DataFolder(server);
        if (Directory.Exists(folder))
            await DeleteAsync(topology.Paths, [folder], topology.Asked, cancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(folder);
    }

    /// <summary>Deletes everything of ours, and the base folder if nothing else is in it.</summary>
    public async Task DeleteAllAsync(TopologyPaths paths, ReplicationSettings settings, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(paths.Base))
            return;

        var folders = Directory.GetDirectories(paths.Base).Where(folder => folder == paths.NoScriptsFolder || IsOurs(folder)).ToList();
        await DeleteAsync(paths, folders, settings, cancellationToken).ConfigureAwait(false);
        // The state file goes last: a teardown that is killed can be run again.
        foreach (var file in paths.Files.Reverse().SelectMany(file => new[] { file + ".partial", file }))
            File.Delete(file);
        File.Delete(paths.LockFile);
        DeleteIfEmpty(paths.Base);
        if (Path.GetDirectoryName(paths.Base) is { } parent && Path.GetFileName(parent) == TopologyPaths.DefaultParent)
            DeleteIfEmpty(parent);
    }

    private static bool IsOurs(string folder)
    {
        var file = Path.Combine(folder, "mysqld.cnf");
        return File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault()?.StartsWith(Mark, StringComparison.Ordinal) == true
            // A killed start leaves a folder with an empty data directory and nothing else.
            : Directory.EnumerateFileSystemEntries(folder).All(entry => Path.GetFileName(entry) == "data" && IsEmpty(entry));
    }

    private static bool IsEmpty(string folder) => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any();

    private static void WriteOptionFile(string path, string text)
    {
        if (!File.Exists(path) || File.ReadAllText(path) != text)
            File.WriteAllText(path, text);
        // Servers ignore a file that all the world may write, and cannot read one that only its owner may.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    private async Task DeleteAsync(TopologyPaths paths, IReadOnlyList<string> folders, ReplicationSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var folder in folders)
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            await engine.DeleteFoldersAsync(paths, folders, settings, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void DeleteIfEmpty(string folder)
    {
        if (IsEmpty(folder))
            Directory.Delete(folder);
    }
}
