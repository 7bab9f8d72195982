using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process;

/// <summary>Where one server keeps what is its own.</summary>
internal sealed class ServerFiles(TopologyPaths paths, string server, ProcessSite site)
{
    // Short: what a socket's path may have is little.
    private const string SocketName = "sock";

    // The account may write to folders in it, and not to itself: nothing of it can be put in the place of what root writes.
    private readonly string _home = site is { KeepsDataPrivate: true, PrivateFolder: { } folder }
        ? Path.Combine(folder, server)
        : paths.ServerFolder(server);

    /// <summary>The folder of the records about it.</summary>
    public string Folder => paths.ServerFolder(server);

    public string OptionFile => paths.OptionFile(server);

    public string Home => _home;

    public string Data => Path.Combine(_home, "data");

    /// <summary>Where a user looks for the data: a link where they are elsewhere.</summary>
    public string VisibleData => paths.DataFolder(server);

    public string Temporary => Path.Combine(_home, "tmp");

    /// <summary>The only folder that SQL statements may read files from and write them to.</summary>
    public string Exchange => Path.Combine(_home, "files");

    public string ErrorLog => Path.Combine(_home, "error.log");

    public string PreviousErrorLog => Path.Combine(_home, "error.previous.log");

    /// <summary>The folder of its socket and pid file.</summary>
    public string Run => site.PrivateFolder is { } folder ? Path.Combine(folder, server + ".run") : Path.Combine(_home, "run");

    public string PidFile => Path.Combine(Run, "mysqld.pid");

    public string Socket => Path.Combine(Run, SocketName);

    /// <summary>A killed server leaves it behind, with the number of its process.</summary>
    public string SocketLock => Socket + ".lock";

    /// <summary>The statements of the first start, with a password in them; gone after it.</summary>
    public string InitialStatements => Path.Combine(_home, "initial.sql");

    /// <summary>Does nothing where there are none.</summary>
    public void DeleteInitialStatements()
    {
        if (Directory.Exists(_home))
            File.Delete(InitialStatements);
    }

    /// <summary>The path that a server's socket has in its folder.</summary>
    public static string SocketIn(string serverFolder) => Path.Combine(serverFolder, "run", SocketName);
}
