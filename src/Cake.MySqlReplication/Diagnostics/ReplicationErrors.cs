namespace Cake.MySqlReplication.Diagnostics;

/// <summary>From the number of a replication error to its cause and remedy.</summary>
internal static class ReplicationErrors
{
    private const string Rebuild = "Run --target=Teardown and start afresh.";
    private const string FetchAnew =
        "By GTID, STOP REPLICA, RESET REPLICA and START REPLICA (SLAVE on older servers) fetch it anew. By file and position, run --target=Teardown and start afresh.";
    private const string OnTheReplica =
        " in a session with sql_log_bin = 0, after SET GLOBAL super_read_only = OFF where the server has it, and start its applier. ";
    private const string MendRow = "Mend the row on the replica" + OnTheReplica + "If more differs, run --target=Teardown and start afresh.";

    /// <summary>Errors after which connecting again cannot help, so that waiting for it would only hide them.</summary>
    private static readonly HashSet<int> Final = [1045, 1130, 1862, 2026, 2059, 2061, 3118, 1597];

    /// <summary>What the error means and what to do about it; null where it is not known.</summary>
    public static string? Explain(int number, string text) => Normalise(number) switch
    {
        2003 or 2013 => "The source is not reached. Is it running, and has its address changed? Run --target=VerifySync: it starts what is down.",
        2005 => "The source's name is not known to the replica. Are both on the same network? Run --target=Teardown and start afresh.",
        1040 => "The source has no connection left. SET GLOBAL max_connections on it, and ask for more by --server-option from the next start on.",
        1045 => "The source refuses the replication account: wrong password, or no account for the replica's host. " + Rebuild,
        1130 => "The source takes no connection from the replica's host. " + Rebuild,
        1862 => "The replication account's password has expired. ALTER USER … PASSWORD EXPIRE NEVER on the source.",
        3118 => "The replication account is locked. ALTER USER … ACCOUNT UNLOCK on the source.",
        2026 => "The replica asks for TLS and the source has none, or their TLS versions differ. CHANGE REPLICATION SOURCE TO SOURCE_SSL = 0, or give the source TLS.",
        2059 => "The replica does not know the source's authentication plugin: it is older than the source. Use the same image for both.",
        2061 => "caching_sha2_password needs TLS or the source's public key. CHANGE REPLICATION SOURCE TO GET_SOURCE_PUBLIC_KEY = 1.",
        1597 => "The replication account lacks its privilege. GRANT REPLICATION SLAVE ON *.* on the source.",
        1593 when Says(text, "uuid") => "Source and replica have the same server UUID: one data directory is a copy of the other. Delete the replica's auto.cnf and restart it.",
        1593 when Says(text, "GTID_MODE") => "GTIDs are on at one end and off at the other. Remove gtid_mode from --server-option. " + Rebuild,
        1593 => "Source and replica have the same server-id, or another part of their configuration excludes replication. " + Rebuild,
        1236 => ExplainRead(text),
        1062 => "The replica has a row that the source now inserts: somebody wrote to the replica. " + MendRow,
        1032 => "The replica lacks a row that the source changed: somebody wrote to the replica. " + MendRow,
        1146 or 1049 or 1051 or 1008 or 1091 => "The replica lacks a schema, table or column that the source has. Create it on the replica" + OnTheReplica,
        1050 or 1007 or 1396 => "The replica has already what the source creates. Drop it on the replica" + OnTheReplica,
        1677 => "A column's type differs between source and replica. ALTER TABLE on the replica as it is on the source" + OnTheReplica,
        1594 => "The replica's relay log is damaged. " + FetchAnew,
        1872 or 13124 => "The replica cannot find its relay log. " + FetchAnew,
        1950 => "The replica was written to by itself. " + Rebuild,
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

    private static string ExplainRead(string text) => text switch
    {
        _ when Says(text, "purged") => "The source no longer has the binary logs that the replica needs. " + Rebuild,
        _ when Says(text, "could not find first log") => "The source has no binary log of that name. " + Rebuild,
        _ when Says(text, "more GTIDs") || Says(text, "not in the master's binlog") =>
            "The replica has transactions that the source has not: the source was reset, or lost data. " + Rebuild,
        _ when Says(text, "anonymous transaction") => "The source's history was written without GTIDs. " + Rebuild,
        _ when Says(text, "Binary log is not open") => "The source writes no binary log. Remove skip-log-bin from --server-option. " + Rebuild,
        _ when Says(text, "server_id is 0") => "The source has no server-id: it has not read its mysqld.cnf. " + Rebuild,
        _ when Says(text, "same server_uuid") || Says(text, "same server_id") => "Another replica of this source has the same identity. " + Rebuild,
        _ => "The replica asks for a place in the binary log where no event begins. " + Rebuild,
    };

    private static bool Says(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
