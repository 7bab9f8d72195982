using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines;

/// <summary>The files of a topology: makes them, tells its own from others', and takes them away again.</summary>
internal sealed class TopologyFolder(IServerEngine engine)
{
    /// <summary>How every option file of ours begins. A folder with another file in its place is not ours.</summary>
    public const string Mark = "# Written by Cake.MySqlReplication";

    private const string IgnoreAll = "*\n";

    /// <exception cref="MySqlReplicationException">A folder that is needed is there and belongs to somebody else.</exception>
    public static void CheckOwner(TopologyPaths paths, IEnumerable<string> servers)
    {
        var foreign = servers.Select(paths.ServerFolder).Where(folder => Directory.Exists(folder) && !IsOurs(folder))
            .Concat(new[] { paths.NoScriptsFolder }.Where(folder => Directory.Exists(folder) && !IsEmpty(folder)));
        foreach (var folder in foreign)
        {
            throw new MySqlReplicationException(
                $"{folder} exists and was not made by this tool. Choose another base folder with --base, or move that folder away.");
        }
    }

    public static MySqlReplicationException NotWritable(TopologyPaths paths, Exception exception) => new(
        IsDiskFull(exception)
            ? $"The disk is full: {exception.Message} Make room in {paths.Base}, or choose another folder with --base."
            : $"The base folder {paths.Base} cannot be written to: {exception.Message} Choose another with --base.",
        exception);

    /// <summary>ENOSPC of Unix, ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL of Windows.</summary>
    private static bool IsDiskFull(Exception exception) => exception is IOException && (exception.HResult & 0xFFFF) is (28 or 39 or 112);

    /// <summary>Writes what servers read at their start. Files that are right already are left alone.</summary>
    public static void Prepare(Topology topology, Func<ServerSpec, string> optionFile)
    {
        var paths = topology.Paths;
        if (topology.WroteIgnoreFile)
            File.WriteAllText(paths.IgnoreFile, IgnoreAll);
        Directory.CreateDirectory(paths.NoScriptsFolder);
        PrivateFile.Write(paths.PasswordFile, System.Text.Encoding.UTF8.GetBytes(topology.InitialPassword.Reveal()));
        foreach (var server in topology.Servers)
            PrepareServer(paths, server.Name, optionFile(server));
    }

    /// <summary>Writes what one server reads at its start.</summary>
    public static void PrepareServer(TopologyPaths paths, string server, string optionFile)
    {
        Directory.CreateDirectory(paths.DataFolder(server));
        WriteOptionFile(paths.OptionFile(server), optionFile);
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

    /// <summary>Deletes all files of a server that was removed. Does nothing where there are none.</summary>
    public async Task DeleteServerAsync(Topology topology, ServerSpec server, CancellationToken cancellationToken)
    {
        await engine.DeletePrivateFilesAsync(topology, server, cancellationToken).ConfigureAwait(false);
        var folder = topology.Paths.ServerFolder(server.Name);
        if (Directory.Exists(folder))
            await DeleteAsync(topology.Paths, [folder], topology.Asked, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes all folders of ours in the base folder.</summary>
    /// <param name="paths">The topology.</param>
    /// <param name="recorded">What is recorded of it; null where its state file is lost.</param>
    /// <param name="settings">What is asked for, where nothing is recorded.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether there was anything of ours, folders or files.</returns>
    public async Task<bool> DeleteServersAsync(
        TopologyPaths paths, Topology? recorded, ReplicationSettings settings, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(paths.Base))
            return false;

        var servers = Directory.GetDirectories(paths.Base)
            .Where(folder => ServerNames.Possible.Contains(Path.GetFileName(folder)) && IsOurs(folder))
            .ToList();
        if (recorded is null && servers.Count == 0 && !paths.Files.Any(file => file != paths.IgnoreFile && File.Exists(file)))
            return false;

        if (Directory.Exists(paths.NoScriptsFolder) && IsEmpty(paths.NoScriptsFolder))
            servers.Add(paths.NoScriptsFolder);
        await DeleteAsync(paths, servers, recorded?.Asked ?? settings, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Deletes all files of ours in the base folder, the state file last.</summary>
    public static void DeleteFiles(TopologyPaths paths, Topology? recorded)
    {
        var files = paths.Files.Reverse().Where(file => file != paths.IgnoreFile || (recorded?.WroteIgnoreFile ?? IgnoresAll(file)));
        foreach (var file in Directory.GetFiles(paths.Base, "mysql-replication.*.partial").Concat(files))
            File.Delete(file);
    }

    /// <summary>Whether there is a folder of a server that the topology does not have.</summary>
    public static bool HasUnknownServer(Topology topology) => Directory.GetDirectories(topology.Paths.Base)
        .Select(folder => Path.GetFileName(folder))
        .Except(topology.Servers.Select(server => server.Name))
        .Any(ServerNames.Possible.Contains);

    /// <summary>Whether the base folder holds nothing that was not made here, so that all of it may be kept out of git.</summary>
    public static bool HoldsNothingElse(TopologyPaths paths) =>
        !File.Exists(paths.IgnoreFile) && Directory.EnumerateFileSystemEntries(paths.Base).All(entry =>
            paths.Files.Contains(entry) || entry == paths.LockFile || entry == paths.NoScriptsFolder || ServerNames.Possible.Contains(Path.GetFileName(entry)));

    /// <summary>Whether Git may take up files of ours: in a work tree of its, when others' files keep us from ignoring the whole folder.</summary>
    public static bool MayBeCommitted(TopologyPaths paths)
    {
        if (HoldsNothingElse(paths) || IgnoresAll(paths.IgnoreFile))
            return false;
        for (var folder = paths.Base; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(Path.Combine(folder, ".git")))
                return true;
        }

        return false;
    }

    private static bool IsOurs(string folder)
    {
        var file = Path.Combine(folder, "mysqld.cnf");
        return File.Exists(file)
            ? File.ReadLines(file).FirstOrDefault()?.StartsWith(Mark, StringComparison.Ordinal) == true
            // A killed start leaves a folder with an empty data directory and nothing else.
            : Directory.EnumerateFileSystemEntries(folder).All(entry => Path.GetFileName(entry) == "data" && IsEmpty(entry));
    }

    /// <summary>Whether it is the .gitignore that is written here, and not one that the user had in the base folder.</summary>
    private static bool IgnoresAll(string file) => File.Exists(file) && File.ReadAllText(file) == IgnoreAll;

    private static bool IsEmpty(string folder) => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any();

    /// <summary>Writes a file that servers read, unless it is right already.</summary>
    public static void WriteOptionFile(string path, string text)
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
            await Task.WhenAll(folders.Select(folder => Task.Run(() => Directory.Delete(folder, recursive: true), cancellationToken))).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            await engine.DeleteFoldersAsync(paths, folders, settings, cancellationToken).ConfigureAwait(false);
        }
    }
}
