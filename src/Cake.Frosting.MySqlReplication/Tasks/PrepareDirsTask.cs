namespace Cake.Frosting.MySqlReplication;

/// <summary>Fetches the image, chooses ports and passwords, and writes the servers' folders and configuration.</summary>
/// <remarks>
/// <para>Nothing is started. What is written are the files that a walkthrough makes by hand: <c>master/mysqld.cnf</c> and
/// <c>master/data</c>, and the same for each replica, below the base folder.</para>
/// <para>Where it was done before, it is not done again, and other settings than those of that time are refused.</para>
/// </remarks>
/// <example>
/// <code>
/// ./build.sh --target=PrepareDirs --replicas=2
/// </code>
/// </example>
/// <seealso cref="Cake.MySqlReplication.Settings.ReplicationSettings.Engine"/>
/// <seealso cref="Cake.MySqlReplication.Settings.ReplicationSettings.Topology"/>
/// <seealso cref="Cake.MySqlReplication.Settings.ReplicationSettings.Replicas"/>
/// <seealso cref="Cake.MySqlReplication.Settings.ReplicationSettings.BaseDirectory"/>
[TaskName("PrepareDirs")]
[TaskDescription("Fetches the image, chooses ports and passwords, and writes the servers' folders and configuration.")]
public sealed class PrepareDirsTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync((topology, token) => topology.PrepareAsync(token), ReplicationSteps.StartTakenBack);
}
