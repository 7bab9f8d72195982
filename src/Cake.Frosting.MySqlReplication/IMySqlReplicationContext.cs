using Cake.MySqlReplication;

namespace Cake.Frosting.MySqlReplication;

/// <summary>What the tasks need of a build's context. A context that derives from another class implements it in two lines.</summary>
public interface IMySqlReplicationContext : IFrostingContext
{
    /// <summary>The topology that the tasks work on.</summary>
    RunningTopology Topology { get; }

    /// <summary>All topologies of the build: those that Teardown and <see cref="MySqlReplicationLifetime"/> take down. Default: <see cref="Topology"/> alone.</summary>
    IReadOnlyList<RunningTopology> Topologies => [Topology];

    /// <summary>Cancels the tasks' steps. SIGINT and SIGTERM cancel a step that runs without it. Default: never.</summary>
    CancellationToken CancellationToken => CancellationToken.None;
}
