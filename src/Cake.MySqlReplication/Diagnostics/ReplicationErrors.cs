namespace Cake.MySqlReplication.Diagnostics;

/// <summary>From the number of a replication error to its cause and remedy.</summary>
internal static class ReplicationErrors
{
    /// <summary>The remedies that lose what the replica alone has.</summary>
    public const string Rebuild = "Run --target=Repair --repair=rebuild, or --target=Teardown and start afresh.";

    private const string Afresh = "Run --target=Teardown and start afresh.";
    private const string Repoint = "Run --target=Repair: it points the replica at its recorded source with the recorded account.";
    private const string FetchAnew = "Run --target=Repair: it fetches the relay log anew from where the applier stopped.";
    private const string OnTheReplica =
        " in a session with sql_log_bin = 0, after SET GLOBAL super_read_only = OFF where the server has it, and run --target=Repair: it starts the applier.";
    private const string MendRow = "Mend the row on the replica" + OnTheReplica +
        " --repair=skip leaves the source's change out instead. If more differs, run --target=Repair --repair=rebuild.";

    /// <summary>Errors after which connecting again cannot help, so that waiting for it would only hide them.</summary>
    private static readonly HashSet<int> Final = [1045, 1130, 1862, 2026, 2059, 2061, 3118, 4151, 1597];

    /// <summary>What the error means and what to do about it, in words; null where it is not known.</summary>
    public static string? Explain(int number, string text) => Find(number, text)?.ToString();

    /// <summary>What the error means and what to do about it; null where it is not known.</summary>
    public static ErrorMeaning? Find(int number, string text) => Normalise(number) switch
    {
        2003 or 2013 => new(FindingKind.SourceUnreachable, "The source is not reached.",
            "Is it running, and has its address changed? Run --target=Repair: it starts what is down, and points the replica at the recorded address."),
        2005 => new(FindingKind.SourceUnreachable, "The source's name is not known to the replica.", "Are both on the same network? " + Repoint),
        1040 => new(FindingKind.NoConnectionLeft, "The source has no connection left.",
            "SET GLOBAL max_connections on it, and ask for more by --server-option from the next start on."),
        1045 => new(FindingKind.AccountRefused, "The source refuses the replication account: wrong password, or no account for the replica's host.",
            "Run --target=Repair: it gives both ends the recorded account."),
        1130 => new(FindingKind.AccountRefused, "The source takes no connection from the replica's host.", "Run --target=Repair: it gives both ends the recorded account."),
        1862 => new(FindingKind.AccountUnusable, "The replication account's password has expired.",
            "Run --target=Repair: it sets the recorded one anew. ALTER USER … PASSWORD EXPIRE NEVER on the source keeps it from expiring again."),
        3118 or 4151 => new(FindingKind.AccountUnusable, "The replication account is locked.", "Run --target=Repair, or ALTER USER … ACCOUNT UNLOCK on the source."),
        2026 => new(FindingKind.Tls, "The replica asks for TLS and the source has none, or their TLS versions differ.",
            "Run --target=Repair: it asks for TLS where the source has it. Or give the source TLS."),
        2059 => new(FindingKind.AuthenticationPlugin, "The replica does not know the source's authentication plugin: it is older than the source.", "Use the same image for both."),
        2061 => new(FindingKind.AuthenticationPlugin, "caching_sha2_password needs TLS or the source's public key.",
            "Run --target=Repair: it sets GET_SOURCE_PUBLIC_KEY = 1, and TLS where the source has it."),
        1597 => new(FindingKind.PrivilegeMissing, "The replication account lacks its privilege.", "Run --target=Repair, or GRANT REPLICATION SLAVE ON *.* on the source."),
        1593 when Says(text, "uuid") => new(FindingKind.SameServerUuid, "Source and replica have the same server UUID: one data directory is a copy of the other.",
            "Run --target=Repair: it deletes the replica's auto.cnf and restarts it."),
        1593 when Says(text, "GTID_MODE") => new(FindingKind.SourceConfiguration, "GTIDs are on at one end and off at the other.", "Remove gtid_mode from --server-option. " + Afresh),
        1593 when Says(text, "server ids") => new(FindingKind.SameServerId, "Source and replica have the same server-id.", "Run --target=Repair: it sets the planned ones."),
        1593 => new(FindingKind.SourceConfiguration, "Source and replica have the same server-id, or another part of their configuration excludes replication.", Afresh),
        1236 => FindRead(text),
        1062 => new(FindingKind.DuplicateKey, "The replica has a row that the source now inserts: somebody wrote to the replica.", MendRow),
        1032 => new(FindingKind.MissingRow, "The replica lacks a row that the source changed: somebody wrote to the replica.", MendRow),
        1396 when Says(text, "DROP USER") || Says(text, "DROP ROLE") || Says(text, "ALTER USER") || Says(text, "RENAME USER") => new(FindingKind.MissingObject,
            "The replica lacks an account that the source changes or drops.", "Create it on the replica" + OnTheReplica),
        1146 or 1049 or 1051 or 1008 or 1091 or 1054 => new(FindingKind.MissingObject,
            "The replica lacks a schema, table or column that the source has.", "Create it on the replica" + OnTheReplica),
        1050 or 1007 or 1396 or 1060 or 1061 => new(FindingKind.ExistingObject, "The replica has already what the source creates.", "Drop it on the replica" + OnTheReplica),
        1677 => new(FindingKind.TypeMismatch, "A column's type differs between source and replica.", "ALTER TABLE on the replica as it is on the source" + OnTheReplica),
        1594 => new(FindingKind.RelayLogDamaged, "The replica's relay log is damaged.", FetchAnew),
        1872 or 13124 => new(FindingKind.RelayLogDamaged, "The replica cannot find its relay log.", FetchAnew),
        1950 => new(FindingKind.ErrantTransactions, "The replica was written to by itself, or was killed in the middle of a DDL statement, which it logged and did not record as the source's.", Rebuild),
        1021 or 1114 => new(FindingKind.DiskFull, "The disk is full.", "Make room where the base folder and the engine's data are, and run --target=Repair: it starts what stopped."),
        _ => null,
    };

    public static bool IsFinal(int number) => Final.Contains(Normalise(number));

    /// <summary>MySQL 8.0 and newer report these by numbers of their own.</summary>
    private static int Normalise(int number) => number switch
    {
        13114 => 1236,
        13117 => 1593,
        13120 => 1597,
        13121 => 1594,
        13146 => 1677,
        _ => number,
    };

    private static ErrorMeaning FindRead(string text) => text switch
    {
        _ when Says(text, "purged") => new(FindingKind.PurgedBinaryLogs, "The source no longer has the binary logs that the replica needs.", Rebuild),
        _ when Says(text, "could not find first log") => new(FindingKind.PositionUnknown, "The source has no binary log of that name.", Repoint + " By file and position: " + Rebuild),
        _ when Says(text, "more GTIDs") || Says(text, "not in the master's binlog") => new(FindingKind.SourceReset,
            "The replica has transactions that the source has not: the source was reset, or lost data.", Rebuild),
        _ when Says(text, "anonymous transaction") => new(FindingKind.SourceConfiguration, "The source's history was written without GTIDs.", Afresh),
        _ when Says(text, "Binary log is not open") => new(FindingKind.SourceConfiguration,
            "The source writes no binary log.", "Remove skip-log-bin from --server-option. " + Afresh),
        _ when Says(text, "server_id is 0") => new(FindingKind.ConfigurationIgnored,
            "The source has no server-id: it has not read its mysqld.cnf.", "Run --target=Repair: it restarts the source with its option file."),
        _ when Says(text, "same server_uuid") || Says(text, "same server_id") => new(FindingKind.SameServerId,
            "Another replica of this source has the same identity.", "Run --target=Repair: it gives each the planned server-id, and a UUID of its own."),
        _ => new(FindingKind.PositionInsideEvent, "The replica asks for a place in the binary log where no event begins.", Repoint + " By file and position: " + Rebuild),
    };

    private static bool Says(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
