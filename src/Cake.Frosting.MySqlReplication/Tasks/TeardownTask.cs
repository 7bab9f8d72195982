namespace Cake.Frosting.MySqlReplication;

/// <summary>Ends all servers and deletes all that was made for them.</summary>
[TaskName("Teardown")]
[TaskDescription("Ends all servers and deletes all that was made for them.")]
public sealed class TeardownTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync((topology, token) => topology.TeardownAsync(token), ReplicationSteps.PartlyRemoved);
}
