namespace Cake.Frosting.MySqlReplication;

/// <summary>Ends all servers and deletes all that was made for them.</summary>
[TaskName("Teardown")]
[TaskDescription("Ends all servers and deletes all that was made for them.")]
public sealed class TeardownTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync(
        (_, token) => Task.WhenAll(context.Topologies.Select(topology => topology.TeardownAsync(token))), ReplicationSteps.PartlyRemoved);
}
