using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Dialects;

/// <summary>MariaDB, whose GTIDs are always on and of another kind: https://mariadb.com/kb/en/gtid/.</summary>
internal sealed class MariaDbDialect(Version version) : Dialect
{
    public override Version Oldest { get; } = new(10, 0, 5);

    public override string ReplicaWord => "slave";

    /// <summary><c>MASTER_DELAY</c>: https://mariadb.com/kb/en/delayed-replication/.</summary>
    public static Version OldestWithDelay { get; } = new(10, 2, 3);

    /// <summary>Semi-synchronous replication without a plugin: https://mariadb.com/kb/en/semisynchronous-replication/.</summary>
    public static Version OldestWithSemiSync { get; } = new(10, 3, 3);

    /// <summary>TLS without certificates of one's own: https://mariadb.com/kb/en/zero-configuration-tls/.</summary>
    public static Version OldestWithCertificates { get; } = new(11, 4, 1);

    public override bool HasDelay => version >= OldestWithDelay;

    public override bool RecordsFilteredGtids => true;

    public override bool HasSemiSync => version >= OldestWithSemiSync;

    public override IReadOnlyList<(string Plugin, string Statement)> SemiSyncPlugins => [];

    public override string SemiSyncPrefix(bool isSource) => isSource ? "rpl_semi_sync_master_" : "rpl_semi_sync_slave_";

    public override bool MakesCertificates => version >= OldestWithCertificates;

    public override bool HasChannels => true;

    public override bool HasSuperReadOnly => false;

    public override string StartReplica(string channel) => $"START SLAVE{Connection(channel)}";

    public override string StopReplica(string channel) => $"STOP SLAVE{Connection(channel)}";

    public override string StopReceiver(string channel) => $"STOP SLAVE{Connection(channel)} IO_THREAD";

    public override string StopApplier(string channel) => $"STOP SLAVE{Connection(channel)} SQL_THREAD";

    public override string StartApplier(string channel) => $"START SLAVE{Connection(channel)} SQL_THREAD";

    // By GTID both threads would have to start anew: https://mariadb.com/kb/en/start-replica/#start-slave-until.
    public override string StartApplierUntil(SourceMark mark, Positioning positioning, string channel) =>
        $"START SLAVE{Connection(channel)} SQL_THREAD UNTIL MASTER_LOG_FILE = {Sql.Literal(mark.Position.File)}, MASTER_LOG_POS = {mark.Position.Offset}";

    public override string ForgetSource(string channel) => $"RESET SLAVE{Connection(channel)} ALL";

    public override string ResetReplica(string channel) => $"RESET SLAVE{Connection(channel)}";

    public override string ShowRelayLogEvents(BinaryLogPosition from, int most, string channel) =>
        $"SHOW RELAYLOG{Connection(channel)} EVENTS {DiagnosticQueries.EventsFrom(from, most)}";

    // It counts for the session's connection: https://mariadb.com/kb/en/multi-source-replication/#replication-variables-and-multi-source.
    public override IReadOnlyList<string> SkipTransaction(string? gtid, string channel) =>
    [
        .. channel.Length == 0 ? Array.Empty<string>() : [$"SET SESSION default_master_connection = {Sql.Literal(channel)}"],
        "SET GLOBAL sql_slave_skip_counter = 1",
    ];

    public override string ShowReplicaStatus(string channel) => $"SHOW SLAVE{Connection(channel)} STATUS";

    public override string ShowSourceStatus => "SHOW MASTER STATUS";

    /// <summary>
    /// RESET waits until InnoDB's redo log is flushed. Where commits do not do that, InnoDB does it once a second, and FLUSH not at all.
    /// </summary>
    public override IReadOnlyList<string> ForgetHistory =>
    [
        "SET @flush = @@GLOBAL.innodb_flush_log_at_trx_commit",
        "SET GLOBAL innodb_flush_log_at_trx_commit = 1",
        "FLUSH LOCAL ENGINE LOGS",
        "SET GLOBAL innodb_flush_log_at_trx_commit = @flush",
        "RESET MASTER",
        "SET GLOBAL gtid_slave_pos = ''",
    ];

    public override string AdoptGtids(string gtids) => $"SET GLOBAL gtid_slave_pos = {Sql.Literal(gtids)}";

    public override string SourceGtids => "SELECT @@GLOBAL.gtid_binlog_pos";

    /// <summary>Servers do not count what they wrote themselves to what they have applied: each source's domain goes round without the others'.</summary>
    public override string Outgoing(string gtids, Topology topology, ServerSpec source) => topology.Sources.Count() == 1
        ? gtids
        : string.Join(',', gtids.Split(',').Where(gtid => gtid.Trim().StartsWith($"{source.ServerId}-", StringComparison.Ordinal)));

    public override string ReplicaGtids => "SELECT @@GLOBAL.gtid_slave_pos";

    // One that was made from a copy has in its binary log what came since.
    public override string History => "SELECT CONCAT_WS(',', @@GLOBAL.gtid_binlog_state, @@GLOBAL.gtid_slave_pos)";

    public override string Beyond(string history, string other) => $"SELECT {Sql.Literal(MariaDbGtids.Beyond(history, other))}";

    public override string Ahead(string gtids, string other) => $"SELECT {Sql.Literal(MariaDbGtids.Ahead(gtids, other))}";

    // What it wrote itself is in its binary log's position only: https://mariadb.com/kb/en/gtid/#gtid_current_pos.
    public override string AdoptOwnPosition => "SET GLOBAL gtid_slave_pos = @@GLOBAL.gtid_current_pos";

    public override bool HasPersistedVariables => false;

    public override IEnumerable<string> Options(Topology topology, ServerSpec server)
    {
        // A statement that depends on the server it runs on gives another row there.
        yield return "binlog_format = ROW";
        // Within a domain, transactions are in one order on all servers; that of several sources would be none.
        if (topology.Sources.Count() > 1)
            yield return $"gtid_domain_id = {server.ServerId}";
        if (server.Role == ServerRole.Replica)
            yield return "gtid_strict_mode = ON";
    }

    public override IReadOnlyList<string> CreateReplicationAccount(string user, Secret password, bool requiresTls) =>
        [$"GRANT REPLICATION SLAVE ON *.* TO {Sql.Account(user, "%")} IDENTIFIED BY {Sql.Literal(password.Reveal())}{(requiresTls ? " REQUIRE SSL" : "")}"];

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
        if (source.Delay > TimeSpan.Zero)
            parts.Add($"MASTER_DELAY = {Seconds((int)source.Delay.TotalSeconds)}");
        if (start is not null)
        {
            parts.Add($"MASTER_LOG_FILE = {Sql.Literal(start.File)}");
            parts.Add($"MASTER_LOG_POS = {start.Offset}");
        }

        parts.Add($"MASTER_USE_GTID = {(start is null ? "slave_pos" : "no")}");
        return $"CHANGE MASTER{Connection(channel)} TO " + string.Join(", ", parts);
    }

    public override string Wait(SourceMark mark, Positioning positioning, int seconds, string channel) =>
        positioning == Positioning.File
            ? PositionWait("MASTER_POS_WAIT", mark.Position, seconds, channel)
            : $"SELECT MASTER_GTID_WAIT({Sql.Literal(mark.Gtids ?? "")}, {Seconds(seconds)})";

    public override WaitOutcome Outcome(long? answer, Positioning positioning) =>
        positioning == Positioning.File
            ? PositionOutcome(answer)
            : answer == 0 ? WaitOutcome.Reached : WaitOutcome.TimedOut;

    public override string? MissingGtids(string sourceGtids) => null;

    public override bool Uses(ReplicaStatus status, Positioning positioning) =>
        positioning == Positioning.Gtid ? status.UsingGtid is "Slave_Pos" or "Current_Pos" : status.UsingGtid is "No" or "";

    /// <summary>The name of a connection: https://mariadb.com/kb/en/multi-source-replication/.</summary>
    private static string Connection(string channel) => channel.Length == 0 ? "" : " " + Sql.Literal(channel);
}
