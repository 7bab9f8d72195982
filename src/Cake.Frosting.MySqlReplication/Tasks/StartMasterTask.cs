namespace Cake.Frosting.MySqlReplication;

/// <summary>Starts the source and waits until it answers.</summary>
/// <remarks>
/// <para>Ready means that the real server answers a query over TCP: the temporary server of an image's first start does not count. A
/// server that ends meanwhile fails the task at once, with the end of its error log.</para>
/// <para>In a build that is going to need the replicas, too, they start beside their source, and all servers take the time of
/// one.</para>
/// </remarks>
/// <example>
/// <code>
/// ./build.sh --target=StartMaster
/// </code>
/// </example>
/// <seealso cref="Cake.MySqlReplication.Settings.ReplicationSettings.StartTimeout"/>
[TaskName("StartMaster")]
[TaskDescription("Starts the source and waits until it answers.")]
[IsDependentOn(typeof(PrepareDirsTask))]
public sealed class StartMasterTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    /// <remarks>Where replicas are needed next, they start beside their source: all servers take the time of one.</remarks>
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync((topology, token) =>
        TaskGraph.WillRun<StartSlavesTask>(context) ? topology.StartAllAsync(token) : topology.StartSourceAsync(token), ReplicationSteps.StartTakenBack);
}
