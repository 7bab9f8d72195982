namespace Cake.Frosting.MySqlReplication;

/// <summary>Writes a report of how the servers are, and of what builds did with them.</summary>
/// <remarks>The lag is measured some times, and what earlier runs did is in it, too. It works while servers are down.</remarks>
/// <example>
/// <code>
/// ./build.sh --target=Report
/// </code>
/// </example>
/// <seealso cref="Cake.MySqlReplication.Settings.ReplicationSettings.Report"/>
/// <seealso cref="Cake.MySqlReplication.MySqlReplicationAliases.WriteMySqlReplicationReport"/>
[TaskName("Report")]
[TaskDescription("Writes report.html, report.md and report.json: topology, verification, timeline, lag.")]
public sealed class ReportTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) =>
        context.RunStepAsync((topology, token) => topology.WriteReportAsync(token), ReplicationSteps.NothingChanged);
}
