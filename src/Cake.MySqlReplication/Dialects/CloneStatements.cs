namespace Cake.MySqlReplication.Dialects;

/// <summary>The statements of MySQL's clone plugin: https://dev.mysql.com/doc/refman/8.4/en/clone-plugin-remote.html.</summary>
internal static class CloneStatements
{
    /// <summary>By which a server says that it has to be started again by somebody else, which is how a clone ends.</summary>
    public const int NeedsRestart = 3707;

    public const string IsInstalled = "SELECT COUNT(*) FROM information_schema.PLUGINS WHERE PLUGIN_NAME = 'clone'";

    public const string Install = "INSTALL PLUGIN clone SONAME 'mysql_clone.so'";

    /// <summary>A source keeps a clone that broke off for five minutes, and the plugin with it. It is not taken up again here.</summary>
    public const string DoNotAwaitReconnection = "SET GLOBAL clone_donor_timeout_after_network_failure = 0";

    public const string Uninstall = "UNINSTALL PLUGIN clone";

    public const string Progress = "SELECT SUM(DATA) AS copied, SUM(ESTIMATE) AS total FROM performance_schema.clone_progress";

    public const string Status =
        "SELECT STATE AS state, BINLOG_FILE AS file, BINLOG_POSITION AS position FROM performance_schema.clone_status";

    public static string AllowDonor(string host, int port) => $"SET GLOBAL clone_valid_donor_list = {Sql.Literal(Address(host, port))}";

    /// <summary>The server masks the password in its logs.</summary>
    public static string Clone(string user, string host, int port, string password) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"CLONE INSTANCE FROM {Sql.Account(user, host)}:{port} IDENTIFIED BY {Sql.Literal(password)}");

    public static string StartScheduler(string state) => $"SET GLOBAL event_scheduler = {state}";

    private static string Address(string host, int port) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{host}:{port}");
}
