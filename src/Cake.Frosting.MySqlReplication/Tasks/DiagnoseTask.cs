namespace Cake.Frosting.MySqlReplication;

/// <summary>Finds out what is wrong, from cause to remedy, and changes nothing.</summary>
[TaskName("Diagnose")]
[TaskDescription("Finds out what is wrong, from cause to remedy, and changes nothing.")]
public sealed class DiagnoseTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    /// <remarks>Findings are warnings of the build: the task fails only where it cannot look.</remarks>
    public override Task RunAsync(IMySqlReplicationContext context) => context.RunStepAsync((topology, token) => topology.DiagnoseAsync(token), ReplicationSteps.NothingChanged);
}
