namespace Cake.Frosting.MySqlReplication;

/// <summary>Writes a compose.yaml that brings up the same servers, replication configured, without this tool.</summary>
/// <remarks>The folder has to be new or empty, or one that was exported before. An export is of what is planned, without data. It
/// holds passwords, and only its owner can enter it.</remarks>
/// <example>
/// <code>
/// ./build.sh --target=ExportCompose --compose-folder=compose/orders
/// </code>
/// </example>
/// <seealso cref="Cake.MySqlReplication.Settings.ReplicationSettings.ComposeFolder"/>
/// <seealso cref="Cake.MySqlReplication.MySqlReplicationAliases.ExportMySqlReplicationToCompose"/>
[TaskName("ExportCompose")]
[TaskDescription("Writes a compose.yaml that brings up the same servers, replication configured, without this tool.")]
[IsDependentOn(typeof(PrepareDirsTask))]
public sealed class ExportComposeTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) =>
        context.RunStepAsync((topology, token) => topology.ExportComposeAsync(token));
}
