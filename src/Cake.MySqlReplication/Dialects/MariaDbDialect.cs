using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Dialects;

/// <summary>MariaDB, whose GTIDs are always on and of another kind: https://mariadb.com/kb/en/gtid/.</summary>
internal sealed class MariaDbDialect : Dialect
{
    public override Version Oldest { get; } = new(10, 0, 5);

    public override string ReplicaWord => "slave";

    public override bool HasSuperReadOnly => false;

    public override string StartReplica(string channel) => $"START SLAVE{Connection(channel)}";

    public override string StopReplica(string channel) => $"STOP SLAVE{Connection(channel)}";

    public override string ForgetSource(string channel) => $"RESET SLAVE{Connection(channel)} ALL";

    public override string ResetReplica(string channel) => $"RESET SLAVE{Connection(channel)}";

    public override string ShowRelayLogEvents(BinaryLogPosition from, int most, string channel) =>
        $"SHOW RELAYLOG{Connection(channel)} EVENTS {DiagnosticQueries.EventsFrom(from, most)}";

    public override IReadOnlyList<string> SkipTransaction(string? gtid) => ["SET GLOBAL sql_slave_skip_counter = 1"];

    public override string ShowReplicaStatus(string channel) => $"SHOW SLAVE{Connection(channel)} STATUS";

    public override string ShowSourceStatus => "SHOW MASTER STATUS";

    public override IReadOnlyList<string> ForgetHistory => ["RESET MASTER", "SET GLOBAL gtid_slave_pos = ''"];

    public override string SourceGtids => "SELECT @@GLOBAL.gtid_binlog_pos";

    public override string ReplicaGtids => "SELECT @@GLOBAL.gtid_slave_pos";

    public override IEnumerable<string> Options(Positioning positioning, bool isReplica)
    {
        // A statement that depends on the server it runs on gives another row there.
        yield return "binlog_format = ROW";
        if (isReplica)
            yield return "gtid_strict_mode = ON";
    }

    public override IReadOnlyList<string> CreateReplicationAccount(string user, Secret password) =>
        [$"GRANT REPLICATION SLAVE ON *.* TO {Sql.Account(user, "%")} IDENTIFIED BY {Sql.Literal(password.Reveal())}"];

    public override string ChangeSource(SourceEndpoint source, BinaryLogPosition? start, string channel)
    {
        var parts = new List<string>
        {
            $"MASTER_HOST = {Sql.Literal(source.Host)}",
            $"MASTER_PORT = {source.Port}",
            $"MASTER_USER = {Sql.Literal(source.User)}",
            $"MASTER_PASSWORD = {Sql.Literal(source.Password.Reveal())}",
            $"MASTER_CONNECT_RETRY = {ConnectRetrySeconds}",
            $"MASTER_SSL = {(source.HasTls ? 1 : 0)}",
            // 11.4 and newer verify by default, and a server's own certificate is signed by nobody.
            "MASTER_SSL_VERIFY_SERVER_CERT = 0",
        };
        if (start is not null)
        {
            parts.Add($"MASTER_LOG_FILE = {Sql.Literal(start.File)}");
            parts.Add($"MASTER_LOG_POS = {start.Offset}");
        }

        parts.Add($"MASTER_USE_GTID = {(start is null ? "slave_pos" : "no")}");
        return $"CHANGE MASTER{Connection(channel)} TO " + string.Join(", ", parts);
    }

    public override string Wait(SourceMark mark, Positioning positioning, int seconds) =>
        positioning == Positioning.File
            ? PositionWait("MASTER_POS_WAIT", mark.Position, seconds)
            : $"SELECT MASTER_GTID_WAIT({Sql.Literal(mark.Gtids ?? "")}, {Seconds(seconds)})";

    public override WaitOutcome Outcome(long? answer, Positioning positioning) =>
        positioning == Positioning.File
            ? PositionOutcome(answer)
            : answer == 0 ? WaitOutcome.Reached : WaitOutcome.TimedOut;

    // MariaDB cannot subtract GTID sets, but its binary log's state names every server that wrote into it.
    public override string ErrantGtids(string replicaGtids, string sourceGtids, int replicaServerId) =>
        $"SELECT REGEXP_SUBSTR(@@GLOBAL.gtid_binlog_state, '(?<![0-9-])[0-9]+-{replicaServerId}-[0-9]+')";

    public override string? MissingGtids(string sourceGtids) => null;

    public override bool Uses(ReplicaStatus status, Positioning positioning) =>
        positioning == Positioning.Gtid ? status.UsingGtid is "Slave_Pos" or "Current_Pos" : status.UsingGtid is "No" or "";

    /// <summary>The name of a connection: https://mariadb.com/kb/en/multi-source-replication/.</summary>
    private static string Connection(string channel) => channel.Length == 0 ? "" : " " + Sql.Literal(channel);
}
