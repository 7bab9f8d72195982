using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process;

/// <summary>A server program on this machine, and what it takes to run it from where it lies.</summary>
internal sealed record ServerInstallation
{
    /// <summary>What the program says of itself by <c>--version</c>.</summary>
    public required ServerVersion Version { get; init; }

    /// <summary>Path of the server program, <c>mysqld</c> or <c>mariadbd</c>.</summary>
    public required string Server { get; init; }

    /// <summary>Where it comes from, in words for a log, such as <c>/usr/sbin/mysqld</c> or <c>the bundle mysql-9.7.4</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>The folder that holds its client programs, such as <c>mysqldump</c>; null where there are none.</summary>
    public string? Clients { get; init; }

    /// <summary>Words before the program, such as a loader of its own with <c>--library-path</c>; usually none.</summary>
    public IReadOnlyList<string> Loader { get; init; } = [];

    /// <summary>Variables that the programs need, such as <c>LD_LIBRARY_PATH</c>; usually none.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Options that tell the server where its parts are, such as <c>--basedir=</c>; usually none.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];
}
