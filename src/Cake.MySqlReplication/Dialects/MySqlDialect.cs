using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Dialects;

/// <summary>What MySQL of every version has in common.</summary>
internal abstract class MySqlDialect(Version version) : Dialect
{
    protected Version Version { get; } = version;

    public override Version Oldest { get; } = new(5, 6, 5);

    public override bool HasDelay => true;

    public override bool RecordsFilteredGtids => Version >= ServerVersions.WaitForGtidSet;

    public override bool HasSemiSync => true;

    /// <inheritdoc />
    /// <remarks>https://dev.mysql.com/doc/refman/8.4/en/replication-semisync-installation.html</remarks>
    public override IReadOnlyList<(string Plugin, string Statement)> SemiSyncPlugins =>
    [
        .. new[] { SemiSyncWord(isSource: true), SemiSyncWord(isSource: false) }
            .Select(word => ($"rpl_semi_sync_{word}", $"INSTALL PLUGIN rpl_semi_sync_{word} SONAME 'semisync_{word}.so'")),
    ];

    public override string SemiSyncPrefix(bool isSource) => $"rpl_semi_sync_{SemiSyncWord(isSource)}_";

    public override bool MakesCertificates => Version >= ServerVersions.Certificates;

    public override bool HasChannels => Version >= ServerVersions.Channels;

    public override bool HasSuperReadOnly => Version >= ServerVersions.SuperReadOnly;

    public override string AdoptGtids(string gtids) => $"SET GLOBAL gtid_purged = {Sql.Literal(gtids)}";

    public override string SourceGtids => "SELECT @@GLOBAL.gtid_executed";

    public override string Outgoing(string gtids, Topology topology, ServerSpec source) => gtids;

    public override string ReplicaGtids => "SELECT @@GLOBAL.gtid_executed";

    public override string History => SourceGtids;

    public override string Beyond(string history, string other) => $"SELECT GTID_SUBTRACT({Sql.Literal(history)}, {Sql.Literal(other)})";

    public override string Ahead(string gtids, string other) => Beyond(gtids, other);

    public override string? AdoptOwnPosition => null;

    public override bool HasPersistedVariables => Version >= ServerVersions.PersistedVariables;

    public override IEnumerable<string> Options(Topology topology, ServerSpec server)
    {
        var mode = topology.Positioning == Positioning.Gtid ? "ON" : "OFF";
        yield return "gtid_mode = " + mode;
        yield return "enforce_gtid_consistency = " + mode;
        yield return "binlog_format = ROW";
        // Several workers tell how far they have come by file and position only now and then: milliseconds, and 300 unless said.
        if (topology.Positioning == Positioning.File && Version >= ServerVersions.ReplicaOptions)
            yield return "replica_checkpoint_period = 10";
        if (Version >= ServerVersions.XPlugin)
            yield return "mysqlx = OFF";
        if (Version >= ServerVersions.RepositoriesInTables)
            yield break;
        if (topology.LinksOf(server.Name).Count() > 1)
            yield return "master_info_repository = TABLE";
        // A file may lag behind what a killed replica has applied, which it would then apply again.
        if (topology.LinksOf(server.Name).Count() > 1 || topology.Positioning == Positioning.File)
            yield return "relay_log_info_repository = TABLE";
    }

    public override string ReplicaWord => Version >= ServerVersions.ReplicaOptions ? "replica" : "slave";

    public override string? MissingGtids(string sourceGtids) => $"SELECT GTID_SUBTRACT({Sql.Literal(sourceGtids)}, @@GLOBAL.gtid_executed)";

    public override IReadOnlyList<string> CreateReplicationAccount(string user, Secret password, bool requiresTls)
    {
        var account = Sql.Account(user, "%");
        var identified = $"IDENTIFIED BY {Sql.Literal(password.Reveal())}" + (requiresTls ? " REQUIRE SSL" : "");
        return Version >= ServerVersions.GrantWithoutIdentifiedBy
            ?
            [
                $"CREATE USER IF NOT EXISTS {account} {identified}",
                $"ALTER USER {account} {identified}",
                $"GRANT REPLICATION SLAVE ON *.* TO {account}",
            ]
            : [$"GRANT REPLICATION SLAVE ON *.* TO {account} {identified}"];
    }

    // Where there is no IF EXISTS, GRANT makes the account that is not there.
    public override IReadOnlyList<string> DropUsers(IReadOnlyList<string> accounts) => Version >= ServerVersions.DropUserIfExists
        ? base.DropUsers(accounts)
        : ["SET SESSION sql_mode = ''", .. accounts.Select(account => $"GRANT USAGE ON *.* TO {account}"), "DROP USER " + string.Join(", ", accounts)];

    public override string StartReplica(string channel) => $"START {ReplicaTerm}{ForChannel(channel)}";

    public override string StopReplica(string channel) => $"STOP {ReplicaTerm}{ForChannel(channel)}";

    public override string StopReceiver(string channel) => $"STOP {ReplicaTerm} IO_THREAD{ForChannel(channel)}";

    public override string StopApplier(string channel) => $"STOP {ReplicaTerm} SQL_THREAD{ForChannel(channel)}";

    public override string StartApplier(string channel) => $"START {ReplicaTerm} SQL_THREAD{ForChannel(channel)}";

    public override string StartApplierUntil(SourceMark mark, Positioning positioning, string channel)
    {
        var end = positioning == Positioning.Gtid
            ? $"SQL_AFTER_GTIDS = {Sql.Literal(mark.Gtids ?? "")}"
            : $"{SourceTerm}_LOG_FILE = {Sql.Literal(mark.Position.File)}, {SourceTerm}_LOG_POS = {mark.Position.Offset}";
        return $"START {ReplicaTerm} SQL_THREAD UNTIL {end}{ForChannel(channel)}";
    }

    public override string ForgetSource(string channel) => $"RESET {ReplicaTerm} ALL{ForChannel(channel)}";

    public override string ResetReplica(string channel) => $"RESET {ReplicaTerm}{ForChannel(channel)}";

    public override string ShowRelayLogEvents(BinaryLogPosition from, int most, string channel) =>
        $"SHOW RELAYLOG EVENTS {DiagnosticQueries.EventsFrom(from, most)}{ForChannel(channel)}";

    // By GTID the counter is refused, or only puts it off: an empty transaction takes the place. It counts for the channel that starts next.
    public override IReadOnlyList<string> SkipTransaction(string? gtid, string channel) => gtid is null
        ? [$"SET GLOBAL sql_{ReplicaWord}_skip_counter = 1"]
        : [$"SET SESSION gtid_next = {Sql.Literal(gtid)}", "BEGIN", "COMMIT", "SET SESSION gtid_next = 'AUTOMATIC'"];

    public override string ShowReplicaStatus(string channel) => $"SHOW {ReplicaTerm} STATUS{ForChannel(channel)}";

    public override bool Uses(ReplicaStatus status, Positioning positioning) =>
        status.AutoPosition == (positioning == Positioning.Gtid);

    public override string Wait(SourceMark mark, Positioning positioning, int seconds, string channel)
    {
        if (positioning == Positioning.File)
            return PositionWait(PositionWaitFunction, mark.Position, seconds, channel);

        var function = Version >= ServerVersions.WaitForGtidSet ? "WAIT_FOR_EXECUTED_GTID_SET" : "WAIT_UNTIL_SQL_THREAD_AFTER_GTIDS";
        return $"SELECT {function}({Sql.Literal(mark.Gtids ?? "")}, {Seconds(seconds)})";
    }

    public override WaitOutcome Outcome(long? answer, Positioning positioning) =>
        positioning == Positioning.File || Version < ServerVersions.WaitForGtidSet
            ? PositionOutcome(answer)
            : answer == 0 ? WaitOutcome.Reached : WaitOutcome.TimedOut;

    /// <summary>What the statements call a replica: <c>REPLICA</c> or <c>SLAVE</c>.</summary>
    protected abstract string ReplicaTerm { get; }

    /// <summary>What START calls a source: <c>SOURCE</c> or <c>MASTER</c>.</summary>
    protected abstract string SourceTerm { get; }

    protected abstract string PositionWaitFunction { get; }

    private string SemiSyncWord(bool isSource) => (isSource, Version >= ServerVersions.ReplicaOptions) switch
    {
        (true, true) => "source",
        (true, false) => "master",
        (false, true) => "replica",
        (false, false) => "slave",
    };

    /// <summary>Without it, statements speak of all channels, or of the only one.</summary>
    protected static string ForChannel(string channel) => channel.Length == 0 ? "" : $" FOR CHANNEL {Sql.Literal(channel)}";

    /// <summary>The parts of CHANGE that have the same names but for MASTER_ or SOURCE_.</summary>
    protected string ChangeParts(string prefix, SourceEndpoint source, BinaryLogPosition? start)
    {
        var parts = new List<string>
        {
            $"{prefix}_HOST = {Sql.Literal(source.Host)}",
            $"{prefix}_PORT = {source.Port}",
            $"{prefix}_USER = {Sql.Literal(source.User)}",
            $"{prefix}_PASSWORD = {Sql.Literal(source.Password.Reveal())}",
            $"{prefix}_CONNECT_RETRY = {ConnectRetrySeconds}",
            $"{prefix}_RETRY_COUNT = {RetryCount}",
            // 9.x asks for TLS by default and fails (2026) on a source without it; older ones do not ask.
            $"{prefix}_SSL = {(source.HasTls ? 1 : 0)}",
        };
        if (source.Delay > TimeSpan.Zero)
            parts.Add($"{prefix}_DELAY = {Seconds((int)source.Delay.TotalSeconds)}");
        if (Version >= ServerVersions.GetPublicKey)
            parts.Add($"GET_{prefix}_PUBLIC_KEY = 1");

        parts.Add($"{prefix}_AUTO_POSITION = {(start is null ? 1 : 0)}");
        if (start is not null)
        {
            parts.Add($"{prefix}_LOG_FILE = {Sql.Literal(start.File)}");
            parts.Add($"{prefix}_LOG_POS = {start.Offset}");
        }

        return string.Join(", ", parts);
    }
}
