namespace Cake.Frosting.MySqlReplication;

/// <summary>Mends what Diagnose finds, says first what it does, and loses nothing unless told by --repair.</summary>
[TaskName("Repair")]
[TaskDescription("Mends what Diagnose finds, says first what it does, and loses nothing unless told by --repair.")]
public sealed class RepairTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) =>
        context.RunStepAsync(async (topology, token) => (await topology.RepairAsync(token)).ThrowUnlessRepaired());
}
