using System.Globalization;

namespace Cake.MySqlReplication.Dialects;

/// <summary>What is asked of a server to find out what is wrong with it: statements that all of them take.</summary>
internal static class DiagnosticQueries
{
    public const string BinaryLogs = "SHOW BINARY LOGS";

    /// <summary>Those that there are: each version has names of its own, and lacks some.</summary>
    public const string Variables =
        "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('server_id', 'server_uuid', 'version', 'report_host', 'gtid_purged', " +
        "'slave_skip_errors', 'replica_skip_errors', 'slave_exec_mode', 'replica_exec_mode', 'super_read_only')";

    /// <summary>How many workers apply at once, under the old or the new name; no row on MariaDB, whose applier's position is exact.</summary>
    public const string Workers = "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('slave_parallel_workers', 'replica_parallel_workers')";

    public static string WorkerErrors(string channel) =>
        "SELECT LAST_ERROR_NUMBER, LAST_ERROR_MESSAGE FROM performance_schema.replication_applier_status_by_worker " +
        $"WHERE LAST_ERROR_NUMBER <> 0 AND CHANNEL_NAME = {Sql.Literal(channel)}";

    public static string ShowBinaryLogEvents(BinaryLogPosition from, int most) => "SHOW BINLOG EVENTS " + EventsFrom(from, most);

    public static string EventsFrom(BinaryLogPosition from, int most) =>
        string.Create(CultureInfo.InvariantCulture, $"IN {Sql.Literal(from.File)} FROM {from.Offset} LIMIT {most}");

    public static string ShowGrants(string user) => "SHOW GRANTS FOR " + Sql.Account(user, "%");

    public static string AccountPlugin(string user) => $"SELECT plugin FROM mysql.user WHERE User = {Sql.Literal(user)} AND Host = '%'";

    public static string Unlock(string user) => $"ALTER USER {Sql.Account(user, "%")} ACCOUNT UNLOCK";

    public static string SetServerId(int id) => string.Create(CultureInfo.InvariantCulture, $"SET GLOBAL server_id = {id}");

    /// <summary>The columns of a key, in their order.</summary>
    public static string KeyColumns(string schema, string table, string key) =>
        $"SELECT COLUMN_NAME FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = {Sql.Literal(schema)} AND TABLE_NAME = {Sql.Literal(table)} " +
        $"AND INDEX_NAME = {Sql.Literal(key)} ORDER BY SEQ_IN_INDEX";

    public static string ShowCreateTable(string schema, string table) => $"SHOW CREATE TABLE {Sql.Identifier(schema)}.{Sql.Identifier(table)}";

    public static string DeleteRow(string schema, string table, string column, string value) =>
        $"DELETE FROM {Sql.Identifier(schema)}.{Sql.Identifier(table)} WHERE {Sql.Identifier(column)} = {Sql.Literal(value)}";
}
