using System.Text;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Engines.Process;

/// <summary>The statements that fill a new data directory, and those that give root a password.</summary>
/// <remarks>Time zones are not loaded: it takes as long as all the rest, and CONVERT_TZ with offsets works without.</remarks>
internal static class SystemTables
{
    private static readonly Version GlobalPrivileges = new(10, 4);

    // https://dev.mysql.com/doc/refman/5.7/en/alter-user.html: passwords since then.
    private static readonly Version AlterUser = new(5, 7, 6);

    private static readonly string[] MySqlScripts = ["mysql_system_tables.sql", "mysql_system_tables_data.sql", "fill_help_tables.sql"];

    private static readonly string[] MariaDbScripts =
    [
        "mysql_system_tables.sql", "mysql_performance_tables.sql", "mysql_system_tables_data.sql", "fill_help_tables.sql",
        "maria_add_gis_sp_bootstrap.sql", "mysql_sys_schema.sql",
    ];

    /// <summary>
    /// Executed at the first start, before anybody can connect, one statement a line: root, who has no password, gets one, and may
    /// come from everywhere. A server that fails at one of them does not start.
    /// </summary>
    public static string Accounts(ServerVersion version, Secret password)
    {
        var text = Literal(password);
        var isOld = version.IsMariaDb || version.Number < AlterUser;
        return string.Concat(new[]
        {
            "SET SESSION sql_log_bin = 0;",
            isOld ? $"SET PASSWORD FOR 'root'@'localhost' = PASSWORD({text});" : $"ALTER USER 'root'@'localhost' IDENTIFIED BY {text};",
            $"CREATE USER 'root'@'%' IDENTIFIED BY {text};",
            "GRANT ALL ON *.* TO 'root'@'%' WITH GRANT OPTION;",
            "GRANT PROXY ON ''@'' TO 'root'@'%' WITH GRANT OPTION;",
        }.Select(line => line + "\n"));
    }

    /// <summary>For servers that are fed the scripts that come with them, in the order that mysql_install_db has.</summary>
    /// <exception cref="MySqlReplicationException">The scripts are not there.</exception>
    public static string Bootstrap(ServerInstallation installation)
    {
        var isMariaDb = installation.Version.IsMariaDb;
        var folder = FindScripts(installation);
        var text = new StringBuilder("CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\n");
        if (isMariaDb)
            text.Append("SET @auth_root_socket = NULL;\nSET @skip_auth_anonymous = 1;\n");
        foreach (var script in (isMariaDb ? MariaDbScripts : MySqlScripts).Select(name => FindScript(folder, name)).OfType<string>())
            text.Append(File.ReadAllText(script)).Append('\n');

        text.Append("USE mysql;\n");
        // Statements for accounts are not to be had here: privileges are not loaded.
        string[] accounts = isMariaDb && installation.Version.Number >= GlobalPrivileges
            ? ["DELETE FROM global_priv WHERE User = '' OR (User = 'root' AND Host <> 'localhost');"]
            : ["DELETE FROM user WHERE User = '' OR Host <> 'localhost';"];
        foreach (var statement in accounts.Append("DELETE FROM db WHERE User = '' OR Db LIKE 'test%';"))
            text.Append(statement).Append('\n');
        return text.ToString();
    }

    private static string FindScripts(ServerInstallation installation)
    {
        var programs = Path.GetDirectoryName(installation.Server)!;
        var roots = new[] { "basedir", "lc-messages-dir" }
            .SelectMany(name => installation.Options.Where(option => option.StartsWith($"--{name}=", StringComparison.Ordinal)))
            .Select(option => option[(option.IndexOf('=', StringComparison.Ordinal) + 1)..])
            .Concat([programs, Path.GetDirectoryName(programs) ?? programs, "/usr"])
            .ToList();
        return roots
            .SelectMany(root => new[] { root, Path.Combine(root, "share"), Path.Combine(root, "share", "mysql"), Path.Combine(root, "share", "mariadb"), Path.Combine(root, "scripts") })
            .FirstOrDefault(folder => FindScript(folder, MySqlScripts[0]) is not null)
            ?? throw new MySqlReplicationException(
                $"The server {installation.Origin} cannot be given a data directory: {MySqlScripts[0]}, which belongs to it, is in none of " +
                $"{string.Join(", ", roots)} nor in share below them. Install the package that holds it, or name another server with --server.");
    }

    /// <summary>A script by its name, or by that which it has since MariaDB 11; null where it is not there.</summary>
    private static string? FindScript(string folder, string name) =>
        new[] { name, name.Replace("mysql_", "mariadb_", StringComparison.Ordinal) }.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists);

    /// <summary>Servers read passwords of a first start from files of statements: only what needs no quoting is one.</summary>
    private static string Literal(Secret password) => password.Reveal().All(char.IsAsciiLetterOrDigit)
        ? $"'{password.Reveal()}'"
        : throw new ArgumentException("An initial password consists of letters and digits.", nameof(password));
}
