namespace Cake.MySqlReplication.Dialects;

/// <summary>MySQL from 8.0.23 on, which speaks of sources and replicas.</summary>
internal sealed class SourceReplicaDialect(Version version) : MySqlDialect(version)
{
    protected override string ReplicaTerm => "REPLICA";

    protected override string SourceTerm => "SOURCE";

    public override string ShowSourceStatus =>
        Version >= ServerVersions.BinaryLogTerms ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";

    public override IReadOnlyList<string> ForgetHistory =>
        [Version >= ServerVersions.BinaryLogTerms ? "RESET BINARY LOGS AND GTIDS" : "RESET MASTER"];

    protected override string PositionWaitFunction =>
        Version >= ServerVersions.SourcePosWait ? "SOURCE_POS_WAIT" : "MASTER_POS_WAIT";

    public override string ChangeSource(SourceEndpoint source, BinaryLogPosition? start, string channel) =>
        "CHANGE REPLICATION SOURCE TO " + ChangeParts("SOURCE", source, start) + ForChannel(channel);
}
