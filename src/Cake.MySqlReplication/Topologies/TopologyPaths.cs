namespace Cake.MySqlReplication.Topologies;

/// <summary>Where a topology keeps its files.</summary>
/// <param name="Base">The base folder, absolute and without a trailing separator.</param>
internal sealed record TopologyPaths(string Base)
{
    /// <summary>The folder that holds the base folders of topologies that are not told where to live.</summary>
    public const string DefaultParent = ".mysql-replication";

    public static TopologyPaths For(Settings.ReplicationSettings settings, string workingDirectory)
    {
        var folder = settings.BaseDirectory ?? Path.Combine(DefaultParent, settings.Name);
        // One folder has one name, whichever link it is reached by: servers are found by it.
        return new TopologyPaths(Path.TrimEndingDirectorySeparator(RealPath.Of(Path.GetFullPath(folder, workingDirectory))));
    }

    public string StateFile => Path.Combine(Base, "mysql-replication.state.json");

    public string LockFile => Path.Combine(Base, "mysql-replication.lock");

    public string EnvironmentFile => Path.Combine(Base, "mysql-replication.env");

    public string ResultFile => Path.Combine(Base, "mysql-replication.json");

    /// <summary>The option file of the servers' own client.</summary>
    public string ClientFile => Path.Combine(Base, "mysql-replication.cnf");

    /// <summary>The file that says what servers had before the user's work began.</summary>
    public string BaselineFile => Path.Combine(Base, "mysql-replication.baseline.json");

    /// <summary>The last look at how the servers are.</summary>
    public string StatusFile => Path.Combine(Base, "mysql-replication.status.json");

    /// <summary>The last diagnosis.</summary>
    public string DiagnosisFile => Path.Combine(Base, "mysql-replication.diagnosis.json");

    /// <summary>What builds did with the topology, and how far its replicas were behind.</summary>
    public string HistoryFile => Path.Combine(Base, "mysql-replication.history.jsonl");

    public string IgnoreFile => Path.Combine(Base, ".gitignore");

    /// <summary>The file that an image reads its initial root password from.</summary>
    public string PasswordFile => Path.Combine(Base, "mysql-replication.password");

    /// <summary>An empty folder, mounted over a replica's initialisation scripts: what they do comes from the source.</summary>
    public string NoScriptsFolder => Path.Combine(Base, "no-scripts");

    public string ServerFolder(string server) => Path.Combine(Base, server);

    public string DataFolder(string server) => Path.Combine(Base, server, "data");

    public string OptionFile(string server) => Path.Combine(Base, server, "mysqld.cnf");

    /// <summary>Every file of ours that may lie directly in the base folder.</summary>
    public IReadOnlyList<string> Files =>
        [StateFile, EnvironmentFile, ClientFile, ResultFile, BaselineFile, DiagnosisFile, StatusFile, HistoryFile, IgnoreFile, PasswordFile];
}
