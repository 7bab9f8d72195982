using System.Text.RegularExpressions;
using Cake.MySqlReplication.Diagnostics;
using Cake.MySqlReplication.Dialects;

namespace Cake.MySqlReplication.Replication.Diagnosis;

/// <summary>The statement that mends an applier's error, where it can be told; else the remedy in general.</summary>
internal static partial class ConcreteRemedy
{
    public static async Task<string> ForAsync(ErrorMeaning meaning, string error, ExaminedLink link, CancellationToken cancellationToken)
    {
        string? statement = null;
        if (meaning.Kind == FindingKind.DuplicateKey)
            statement = await DeleteRowAsync(error, link.Replica.Session!, cancellationToken).ConfigureAwait(false);
        else if (meaning.Kind == FindingKind.MissingObject)
            await link.Source.AskAsync(async source => statement = await CreateTableAsync(error, source, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        if (statement is null)
            return meaning.Remedy;

        var first = link.Replica.Variable("super_read_only") == "ON" ? "SET GLOBAL super_read_only = OFF; " : "";
        var last = first.Length > 0 ? "; SET GLOBAL super_read_only = ON" : "";
        return $"On {link.Replica.Name}: {first}SET SESSION sql_log_bin = 0; {statement}{last}; then --target=Repair starts the applier. " +
            "--repair=skip leaves the source's change out instead. If more differs, run --target=Repair --repair=rebuild.";
    }

    /// <summary>Null where the key has several columns: the error does not tell where one value ends.</summary>
    private static async Task<string?> DeleteRowAsync(string error, ServerConnection replica, CancellationToken cancellationToken)
    {
        if (DuplicateEntry().Match(error) is not { Success: true } match)
            return null;
        var (schema, table) = (match.Groups["schema"].Value, match.Groups["table"].Value);
        var columns = await replica.RowsAsync(
            "Reading the key's columns", DiagnosticQueries.KeyColumns(schema, table, match.Groups["key"].Value), cancellationToken).ConfigureAwait(false);
        return columns.Count == 1 ? DiagnosticQueries.DeleteRow(schema, table, columns[0]["COLUMN_NAME"]!, match.Groups["value"].Value) : null;
    }

    /// <summary>The table as it is on the source; null where it is not there, or something else is missing.</summary>
    private static async Task<string?> CreateTableAsync(string error, ServerConnection source, CancellationToken cancellationToken)
    {
        if (MissingTable().Match(error) is not { Success: true } match)
            return null;
        try
        {
            var query = DiagnosticQueries.ShowCreateTable(match.Groups["schema"].Value, match.Groups["table"].Value);
            var rows = await source.RowsAsync("Reading the table's definition", query, cancellationToken).ConfigureAwait(false);
            return rows[0].GetValueOrDefault("Create Table") is { } definition
                ? definition.ReplaceLineEndings(" ").Replace("CREATE TABLE ", $"CREATE TABLE {Sql.Identifier(match.Groups["schema"].Value)}.", StringComparison.Ordinal)
                : null;
        }
        catch (MySqlReplicationException exception) when (StatementFailure.IsMissingTable(exception))
        {
            return null;
        }
    }

    // ... event on table d.t; Duplicate entry '9' for key 'PRIMARY'; since 8.0.19 't.PRIMARY'. Long values are cut off at 64 characters.
    [GeneratedRegex(@"on table (?<schema>[^.\s]+)\.(?<table>[^;\s]+); Duplicate entry '(?<value>.{1,60}?)' for key '(?:[^'.]+\.)?(?<key>[^']+)'")]
    private static partial Regex DuplicateEntry();

    [GeneratedRegex(@"Table '(?<schema>[^'.]+)\.(?<table>[^']+)' doesn't exist")]
    private static partial Regex MissingTable();
}
