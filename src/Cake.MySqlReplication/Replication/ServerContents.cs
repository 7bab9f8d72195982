using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Reads what a server has: schemas, accounts, settings.</summary>
internal static class ServerContents
{
    private const string OwnSchemas = "'mysql', 'information_schema', 'performance_schema', 'sys', 'mysql_replication_check'";

    public static async Task<ServerBaseline> ReadAsync(ServerConnection server, CancellationToken cancellationToken)
    {
        var accounts = await AccountsAsync(server, cancellationToken).ConfigureAwait(false);
        return new ServerBaseline(
            await SchemasAsync(server, cancellationToken).ConfigureAwait(false),
            [.. accounts.Select(account => account.ToString())],
            await VariablesAsync(server, cancellationToken).ConfigureAwait(false),
            await PersistedAsync(server, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Schemas that are neither the server's nor the verification's.</summary>
    public static async Task<IReadOnlyList<string>> SchemasAsync(ServerConnection server, CancellationToken cancellationToken) =>
        Names(await server.RowsAsync(
            "Reading the schemas", $"SELECT SCHEMA_NAME AS name FROM information_schema.SCHEMATA WHERE SCHEMA_NAME NOT IN ({OwnSchemas})", cancellationToken).ConfigureAwait(false));

    /// <summary>Accounts, and the roles of MariaDB, which have no host.</summary>
    public static async Task<IReadOnlyList<ServerAccount>> AccountsAsync(ServerConnection server, CancellationToken cancellationToken) =>
        [.. (await server.RowsAsync("Reading the accounts", "SELECT User AS user, Host AS host FROM mysql.user", cancellationToken).ConfigureAwait(false))
            .Select(row => new ServerAccount(row["user"] ?? "", row["host"] ?? ""))];

    public static async Task<IReadOnlyDictionary<string, string>> VariablesAsync(ServerConnection server, CancellationToken cancellationToken) =>
        (await server.RowsAsync("Reading the settings", "SHOW GLOBAL VARIABLES", cancellationToken).ConfigureAwait(false))
            .ToDictionary(row => row["Variable_name"]!, row => row["Value"] ?? "");

    public static async Task<IReadOnlyList<string>> PersistedAsync(ServerConnection server, CancellationToken cancellationToken) =>
        server.Dialect.HasPersistedVariables
            ? Names(await server.RowsAsync(
                "Reading the settings for later starts", "SELECT VARIABLE_NAME AS name FROM performance_schema.persisted_variables", cancellationToken).ConfigureAwait(false))
            : [];

    private static IReadOnlyList<string> Names(IReadOnlyList<IReadOnlyDictionary<string, string?>> rows) => [.. rows.Select(row => row["name"]!)];
}

/// <summary>An account of a server, or a role, which has no host.</summary>
internal sealed record ServerAccount(string User, string Host)
{
    public bool IsRoleOfMariaDb => Host.Length == 0;

    public string Sql => IsRoleOfMariaDb ? Dialects.Sql.Identifier(User) : Dialects.Sql.Account(User, Host);

    public override string ToString() => $"{User}@{Host}";
}
