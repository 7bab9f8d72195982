using Cake.Core;
using Cake.Core.IO;
using Cake.Frosting.MySqlReplication;

namespace Build;

/// <summary>This repository's own build: the replication tasks, and what the tasks beside them share.</summary>
public sealed class BuildContext(ICakeContext context) : MySqlReplicationContext(context)
{
    public const string ReleaseConfiguration = "Release";

    /// <summary>The solution that is built, tested and packed.</summary>
    public FilePath Solution { get; } = "Cake.MySqlReplication.sln";

    /// <summary>Where all that is built goes.</summary>
    public DirectoryPath Artifacts { get; } = "artifacts";
}
