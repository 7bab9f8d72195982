using System.Text.RegularExpressions;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Dialects;

/// <summary>The statements by which everything that users put into a server is read there and made on another one.</summary>
/// <param name="version">The server that is read.</param>
internal sealed partial class CopyStatements(ServerVersion version)
{
    private const string OfUsers = "NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')";

    // Other servers hold the rows of these, or nobody does.
    private static readonly string[] HoldNoRows = ["MRG_MYISAM", "MRG_MyISAM", "BLACKHOLE", "FEDERATED", "CONNECT", "SPIDER", "OQGRAPH"];

    /// <summary>Reads the rows of transactional tables as they were at one moment.</summary>
    public static IReadOnlyList<string> BeginSnapshot { get; } =
        ["SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ", "START TRANSACTION WITH CONSISTENT SNAPSHOT"];

    /// <summary>Until <see cref="FreeTables"/>, tables that are read cannot be altered.</summary>
    public const string HoldTables = "SAVEPOINT copied";

    /// <summary>Lets go of the tables that were read, and keeps the snapshot.</summary>
    public const string FreeTables = "ROLLBACK TO SAVEPOINT copied";

    /// <summary>What a client of this tool sends, and expects.</summary>
    public const string SpeakUnicode = "SET NAMES utf8mb4";

    public const string LockAll = "FLUSH TABLES WITH READ LOCK";

    public const string Unlock = "UNLOCK TABLES";

    public static string Schemas => $"SELECT SCHEMA_NAME AS name FROM information_schema.SCHEMATA WHERE SCHEMA_NAME {OfUsers} ORDER BY 1";

    public static string Tables =>
        "SELECT TABLE_SCHEMA AS owner, TABLE_NAME AS name, TABLE_TYPE AS type, ENGINE AS engine, DATA_LENGTH AS bytes FROM information_schema.TABLES " +
        $"WHERE TABLE_SCHEMA {OfUsers} ORDER BY 1, 2";

    public static string Columns =>
        "SELECT TABLE_SCHEMA AS owner, TABLE_NAME AS name, COLUMN_NAME AS columnName, DATA_TYPE AS dataType, EXTRA AS extra " +
        $"FROM information_schema.COLUMNS WHERE TABLE_SCHEMA {OfUsers} ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION";

    public static string Routines =>
        "SELECT ROUTINE_SCHEMA AS owner, ROUTINE_NAME AS name, ROUTINE_TYPE AS kind FROM information_schema.ROUTINES " +
        $"WHERE ROUTINE_SCHEMA {OfUsers} ORDER BY 1, 3, 2";

    /// <summary>Several of a table are executed in the order in which they were made.</summary>
    public static string Triggers =>
        $"SELECT TRIGGER_SCHEMA AS owner, TRIGGER_NAME AS name, 'TRIGGER' AS kind FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA {OfUsers} " +
        "ORDER BY EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER";

    public static string Events =>
        $"SELECT EVENT_SCHEMA AS owner, EVENT_NAME AS name, 'EVENT' AS kind FROM information_schema.EVENTS WHERE EVENT_SCHEMA {OfUsers} ORDER BY 1, 2";

    /// <summary>The user's tables that a clone leaves empty: https://dev.mysql.com/doc/refman/8.4/en/clone-plugin-limitations.html.</summary>
    public static string TablesThatAreNotCloned =>
        "SELECT CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) FROM information_schema.TABLES " +
        $"WHERE TABLE_TYPE = 'BASE TABLE' AND ENGINE <> 'InnoDB' AND TABLE_SCHEMA {OfUsers} ORDER BY 1 LIMIT 1";

    /// <summary>Accounts and roles; what others are granted comes first.</summary>
    public string Accounts => version switch
    {
        { IsMariaDb: true } when version.Number >= ServerVersions.MariaDbRoles =>
            "SELECT User AS user, Host AS host, is_role = 'Y' AS isRole FROM mysql.user ORDER BY 3 DESC, 1, 2",
        { IsMariaDb: false } when version.Number >= ServerVersions.Roles =>
            "SELECT User AS user, Host AS host, 0 AS isRole FROM mysql.user ORDER BY " +
            "EXISTS (SELECT 1 FROM mysql.role_edges WHERE FROM_USER = User AND FROM_HOST = Host) DESC, 1, 2",
        _ => "SELECT User AS user, Host AS host, 0 AS isRole FROM mysql.user ORDER BY 1, 2",
    };

    /// <summary>The query for the statement that makes an account; null where its grants make it.</summary>
    public string? ShowCreateAccount(string account) =>
        version.Number >= (version.IsMariaDb ? ServerVersions.MariaDbShowCreateUser : ServerVersions.ShowCreateUser) ? $"SHOW CREATE USER {account}" : null;

    /// <summary>Some hashes hold bytes that are no text.</summary>
    public string? WriteHashesAsHex =>
        !version.IsMariaDb && version.Number >= ServerVersions.HashesAsHex ? "SET SESSION print_identified_with_as_hex = ON" : null;

    /// <summary>How a session is set up that is to make and load what was read. Nothing of it goes to the binary log.</summary>
    public IReadOnlyList<string> BeginLoading
    {
        get
        {
            List<string> statements =
            [
                "SET SESSION sql_log_bin = 0",
                "SET SESSION innodb_strict_mode = OFF",
                "SET SESSION net_read_timeout = 3600",
                "SET GLOBAL local_infile = ON",
                .. LoadAsItIs,
            ];
            if (version.IsMariaDb && version.Number >= ServerVersions.MariaDbChecks)
                statements.Add("SET SESSION check_constraint_checks = OFF");
            return statements;
        }
    }

    /// <summary>What a server once took, another takes too: zeros as keys, dates that are none, rows before those that they refer to.</summary>
    public static IReadOnlyList<string> LoadAsItIs { get; } =
    [
        SpeakUnicode,
        "SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00'",
        "SET SESSION foreign_key_checks = 0, unique_checks = 0, max_error_count = 65535",
    ];

    public static string EndLoading(string localInfile) => $"SET GLOBAL local_infile = {localInfile}";

    public static bool HoldsRows(string engine) => !HoldNoRows.Contains(engine);

    public static bool IsTransactional(string engine) => engine.Equals("InnoDB", StringComparison.OrdinalIgnoreCase) || engine is "ROCKSDB" or "TokuDB";

    public static string LockToRead(IEnumerable<string> tables) => "LOCK TABLES " + string.Join(", ", tables.Select(table => table + " READ"));

    public static string Select(string table, IEnumerable<CopiedColumn> columns) =>
        $"SELECT {string.Join(", ", columns.Select(column => column.Selected))} FROM {table}";

    /// <summary>A definition without what changes by itself while rows are written.</summary>
    public static string WithoutCounter(string definition) => Counter().Replace(definition, "");

    /// <summary>
    /// The definition of an event as replication would leave it on a replica: it is executed on the source, and what it does
    /// arrives from there. Who makes the replica a source enables it.
    /// </summary>
    public string OnReplica(string definition) => EventState().Replace(
        definition, "$1 DISABLE ON " + (!version.IsMariaDb && version.Number >= ServerVersions.BinaryLogTerms ? "REPLICA" : "SLAVE"), 1);

    // It stands among the options of the table, after the closing parenthesis of the columns.
    [GeneratedRegex(@"(?<=\n\).*) AUTO_INCREMENT=\d+")]
    private static partial Regex Counter();

    [GeneratedRegex(@"(ON COMPLETION (?:NOT )?PRESERVE) (?:ENABLE|DISABLE ON SLAVE|DISABLE ON REPLICA|DISABLE)\b")]
    private static partial Regex EventState();
}
