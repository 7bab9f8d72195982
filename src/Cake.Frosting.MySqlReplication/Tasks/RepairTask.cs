namespace Cake.Frosting.MySqlReplication;

/// <summary>Mends what Diagnose finds, says first what it does, and loses nothing unless told by --repair.</summary>
/// <remarks>It diagnoses, says what it is going to do, does it, and diagnoses again. It fails if an error is left.</remarks>
/// <example>
/// <code>
/// ./build.sh --target=Repair
/// </code>
/// </example>
/// <seealso cref="Cake.MySqlReplication.Settings.ReplicationSettings.Replica"/>
/// <seealso cref="Cake.MySqlReplication.Settings.ReplicationSettings.Repair"/>
/// <seealso cref="Cake.MySqlReplication.MySqlReplicationAliases.RepairMySqlReplication"/>
[TaskName("Repair")]
[TaskDescription("Mends what Diagnose finds, says first what it does, and loses nothing unless told by --repair.")]
public sealed class RepairTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) =>
        context.RunStepAsync(async (topology, token) => (await topology.RepairAsync(token)).ThrowUnlessRepaired());
}
