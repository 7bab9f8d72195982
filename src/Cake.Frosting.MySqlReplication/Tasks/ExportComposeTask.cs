namespace Cake.Frosting.MySqlReplication;

/// <summary>Writes a compose.yaml that brings up the same servers, replication configured, without this tool.</summary>
[TaskName("ExportCompose")]
[TaskDescription("Writes a compose.yaml that brings up the same servers, replication configured, without this tool.")]
[IsDependentOn(typeof(PrepareDirsTask))]
public sealed class ExportComposeTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) =>
        context.RunStepAsync((topology, token) => topology.ExportComposeAsync(token));
}
