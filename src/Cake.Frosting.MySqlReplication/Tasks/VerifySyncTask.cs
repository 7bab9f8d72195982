namespace Cake.Frosting.MySqlReplication;

/// <summary>Waits until every replica holds what the source committed, and proves it.</summary>
[TaskName("VerifySync")]
[TaskDescription("Waits until every replica holds what the source committed, and proves it.")]
[IsDependentOn(typeof(ConfigureReplicationTask))]
public sealed class VerifySyncTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) =>
        context.RunStepAsync(async (topology, token) => (await topology.VerifySyncAsync(token)).ThrowUnlessInSync(), ReplicationSteps.StartTakenBack);
}
