namespace Cake.MySqlReplication.Dialects;

/// <summary>MySQL from 5.6.5 to 8.0.22, which speaks of masters and slaves.</summary>
internal sealed class MasterSlaveDialect(Version version) : MySqlDialect(version)
{
    protected override string ReplicaTerm => "SLAVE";

    protected override string SourceTerm => "MASTER";

    public override string ShowSourceStatus => "SHOW MASTER STATUS";

    public override IReadOnlyList<string> ForgetHistory => ["RESET MASTER"];

    protected override string PositionWaitFunction => "MASTER_POS_WAIT";

    public override string ChangeSource(SourceEndpoint source, BinaryLogPosition? start, string channel) =>
        "CHANGE MASTER TO " + ChangeParts("MASTER", source, start) + ForChannel(channel);
}
