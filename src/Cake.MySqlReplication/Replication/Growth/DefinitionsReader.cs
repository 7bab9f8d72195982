using System.Globalization;
using Cake.MySqlReplication.Dialects;

namespace Cake.MySqlReplication.Replication.Growth;

/// <summary>Reads what users have on a server but for the rows of tables.</summary>
internal sealed class DefinitionsReader(ServerConnection server, CopyStatements statements)
{
    private const string Purpose = "Reading the definitions of schemas, tables and accounts";

    public async Task<SourceDefinitions> ReadAsync(CancellationToken cancellationToken)
    {
        if (statements.WriteHashesAsHex is { } asHex)
            await server.ExecuteAsync(Purpose, asHex, cancellationToken).ConfigureAwait(false);
        var schemas = new List<string>();
        foreach (var row in await RowsAsync(CopyStatements.Schemas, cancellationToken).ConfigureAwait(false))
            schemas.Add(Definition(await ShowAsync($"SHOW CREATE DATABASE IF NOT EXISTS {Sql.Identifier(row["name"]!)}", cancellationToken).ConfigureAwait(false)));

        var (tables, views) = await ReadTablesAsync(cancellationToken).ConfigureAwait(false);
        return new SourceDefinitions
        {
            Schemas = schemas,
            Tables = tables,
            Views = views,
            Routines = await ReadProgramsAsync(CopyStatements.Routines, cancellationToken).ConfigureAwait(false),
            Triggers = await ReadProgramsAsync(CopyStatements.Triggers, cancellationToken).ConfigureAwait(false),
            Events = await ReadProgramsAsync(CopyStatements.Events, cancellationToken).ConfigureAwait(false),
            Accounts = await ReadAccountsAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    /// <param name="query">Gives schema, name and kind of each.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<StoredProgram>> ReadProgramsAsync(string query, CancellationToken cancellationToken)
    {
        var programs = new List<StoredProgram>();
        foreach (var row in await RowsAsync(query, cancellationToken).ConfigureAwait(false))
        {
            var (schema, name) = (row["owner"]!, row["name"]!);
            programs.Add(StoredProgram.Of(schema, name, await ShowAsync($"SHOW CREATE {row["kind"]} {Sql.Identifier(schema, name)}", cancellationToken).ConfigureAwait(false)));
        }

        return programs;
    }

    private async Task<(IReadOnlyList<CopiedTable> Tables, IReadOnlyList<StoredProgram> Views)> ReadTablesAsync(CancellationToken cancellationToken)
    {
        var columns = (await RowsAsync(CopyStatements.Columns, cancellationToken).ConfigureAwait(false))
            .Where(row => !IsComputed(row["extra"] ?? ""))
            .ToLookup(row => (row["owner"], row["name"]), row => new CopiedColumn(row["columnName"]!, row["dataType"]!.ToLowerInvariant()));
        var (tables, views) = (new List<CopiedTable>(), new List<StoredProgram>());
        foreach (var row in await RowsAsync(CopyStatements.Tables, cancellationToken).ConfigureAwait(false))
        {
            var (schema, name, type) = (row["owner"]!, row["name"]!, row["type"]!);
            var (path, isView) = (Sql.Identifier(schema, name), type.EndsWith("VIEW", StringComparison.Ordinal));
            var kind = isView ? "VIEW" : type == "SEQUENCE" ? "SEQUENCE" : "TABLE";
            var shown = await ShowAsync($"SHOW CREATE {kind} {path}", cancellationToken).ConfigureAwait(false);
            if (isView)
            {
                views.Add(StoredProgram.Of(schema, name, shown));
                continue;
            }

            var bytes = long.TryParse(row["bytes"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            tables.Add(new CopiedTable(schema, name, row["engine"] ?? "", kind == "SEQUENCE", Definition(shown), [.. columns[(schema, name)]], bytes));
        }

        return (tables, views);
    }

    private async Task<IReadOnlyList<CopiedAccount>> ReadAccountsAsync(CancellationToken cancellationToken)
    {
        var accounts = new List<CopiedAccount>();
        foreach (var row in await RowsAsync(statements.Accounts, cancellationToken).ConfigureAwait(false))
        {
            var (user, host, isRole) = (row["user"]!, row["host"]!, row["isRole"] == "1");
            var account = isRole ? Sql.Identifier(user) : Sql.Account(user, host);
            var create = isRole ? $"CREATE ROLE {account}"
                : statements.ShowCreateAccount(account) is { } show ? (await ShowAsync(show, cancellationToken).ConfigureAwait(false)).First().Value
                : null;
            var grants = await RowsAsync($"SHOW GRANTS FOR {account}", cancellationToken).ConfigureAwait(false);
            accounts.Add(new CopiedAccount(user, host, create, [.. grants.Select(grant => grant.First().Value!)]));
        }

        return accounts;
    }

    private async Task<IReadOnlyDictionary<string, string?>> ShowAsync(string statement, CancellationToken cancellationToken) =>
        (await RowsAsync(statement, cancellationToken).ConfigureAwait(false))[0];

    private Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>> RowsAsync(string query, CancellationToken cancellationToken) =>
        server.RowsAsync(Purpose, query, cancellationToken);

    private static string Definition(IReadOnlyDictionary<string, string?> shown) =>
        shown.First(column => column.Key.StartsWith("Create ", StringComparison.OrdinalIgnoreCase)).Value ?? "";

    /// <summary>MariaDB before 10.2 says VIRTUAL and PERSISTENT.</summary>
    private static bool IsComputed(string extra) =>
        extra is "VIRTUAL" or "PERSISTENT" || extra.Contains("VIRTUAL GENERATED", StringComparison.Ordinal) || extra.Contains("STORED GENERATED", StringComparison.Ordinal);
}
