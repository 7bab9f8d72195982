namespace Cake.Frosting.MySqlReplication;

/// <summary>Writes a report of how the servers are, and of what builds did with them.</summary>
[TaskName("Report")]
[TaskDescription("Writes report.html, report.md and report.json: topology, verification, timeline, lag.")]
public sealed class ReportTask : AsyncFrostingTask<IMySqlReplicationContext>
{
    /// <inheritdoc />
    public override Task RunAsync(IMySqlReplicationContext context) =>
        context.RunStepAsync((topology, token) => topology.WriteReportAsync(token), ReplicationSteps.NothingChanged);
}
