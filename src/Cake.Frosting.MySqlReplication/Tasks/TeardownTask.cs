namespace Cake.Frosting.MySqlReplication;

/// <summary>Ends all servers and deletes all that was made for them.</summary>
/// <remarks>Containers or processes, the network, data and files: nothing is left, and what is not of this tool is left alone. It
/// succeeds where there is nothing.</remarks>
/// <example>
/// <code>
/// ./build.sh --target=Teardown
/// </code>
/// </example>
/// <seealso cref="Cake.MySqlReplication.MySqlReplicationAliases.StopMySqlReplication"/>
[TaskName("Teardown")]
[TaskDescription("Ends all servers and deletes all that was made for them.")]
public sealed class TeardownTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync(
        (_, token) => Task.WhenAll(context.Topologies.Select(topology => topology.TeardownAsync(token))), ReplicationSteps.PartlyRemoved);
}
