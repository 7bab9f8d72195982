using Cake.MySqlReplication;

namespace Cake.Frosting.MySqlReplication;

/// <summary>What the tasks need of a build's context. A context that derives from another class implements it in three lines.</summary>
public interface IMySqlReplicationContext : IFrostingContext
{
    /// <summary>The topology that the tasks work on.</summary>
    RunningTopology Topology { get; }

    /// <summary>Cancelled when the build is to end, such as by Ctrl-C.</summary>
    CancellationToken CancellationToken { get; }
}
