using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines;

/// <summary>The files of a topology: makes them, tells its own from others', and takes them away again.</summary>
internal sealed class TopologyFolder(IServerEngine engine)
{
    /// <summary>How every option file of ours begins. A folder with another file in its place is not ours.</summary>
    public const string Mark = "# Written by Cake.MySqlReplication";

    private const string IgnoreAll = "*\n";

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

        var foreign = servers.Select(paths.ServerFolder).Where(folder => Directory.Exists(folder) && !IsOurs(folder))
            .Concat(new[] { paths.NoScriptsFolder }.Where(folder => Directory.Exists(folder) && !IsEmpty(folder)));
        foreach (var folder in foreign)
        {
            throw new MySqlReplicationException(
                $"{folder} exists and was not made by this tool. Choose another base folder with --base, or move that folder away.");
        }
    }

    public static MySqlReplicationException NotWritable(TopologyPaths paths, Exception exception) =>
        new($"The base folder {paths.Base} cannot be written to: {exception.Message} Choose another with --base.", exception);

    /// <summary>Writes what servers read at their start. Files that are right already are left alone.</summary>
    public static void Prepare(Topology topology, Func<ServerSpec, string> optionFile)
    {
        var paths = topology.Paths;
        if (!File.Exists(paths.IgnoreFile) && HoldsNothingElse(paths))
            File.WriteAllText(paths.IgnoreFile, IgnoreAll);
        Directory.CreateDirectory(paths.NoScriptsFolder);
        PrivateFile.Write(paths.PasswordFile, System.Text.Encoding.UTF8.GetBytes(topology.InitialPassword.Reveal()));
        foreach (var server in topology.Servers)
        {
            Directory.CreateDirectory(paths.DataFolder(server.Name));
            WriteOptionFile(paths.OptionFile(server.Name), optionFile(server));
        }
    }

    /// <summary>Whether somebody deleted a server's data.</summary>
    public static bool HasNoData(TopologyPaths paths, string server)
    {
        try
        {
            return !Directory.Exists(paths.DataFolder(server)) || IsEmpty(paths.DataFolder(server));
        }
        catch (UnauthorizedAccessException)
        {
            // It belongs to the server's account, so it was not left empty by us.
            return false;
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

        var folders = Directory.GetDirectories(paths.Base)
            .Where(folder => folder == paths.NoScriptsFolder ? IsEmpty(folder) : ServerNames.Contains(Path.GetFileName(folder)) && IsOurs(folder))
            .ToList();
        await DeleteAsync(paths, folders, settings, cancellationToken).ConfigureAwait(false);
        // The state file goes last: a teardown that is killed can be run again.
        var files = paths.Files.Reverse().Where(file => file != paths.IgnoreFile || IgnoresAll(file));
        foreach (var file in files.SelectMany(file => new[] { file + ".partial", file }))
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

    private static bool HoldsNothingElse(TopologyPaths paths) =>
        Directory.EnumerateFileSystemEntries(paths.Base).All(entry =>
            paths.Files.Contains(entry) || entry == paths.LockFile || entry == paths.NoScriptsFolder || ServerNames.Contains(Path.GetFileName(entry)));

    /// <summary>Whether it is the .gitignore that is written here, and not one that the user had in the base folder.</summary>
    private static bool IgnoresAll(string file) => File.Exists(file) && File.ReadAllText(file) == IgnoreAll;

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
