using Cake.MySqlReplication.Dialects;

namespace Cake.MySqlReplication.Replication.Growth;

/// <summary>A view, routine, trigger or event: its statement, and the session that the statement was given in.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="Definition">The statement that makes it.</param>
/// <param name="Variables">The session variables that are kept with it, and their values.</param>
internal sealed record StoredProgram(string Schema, string Name, string Definition, IReadOnlyList<(string Name, string Value)> Variables)
{
    private static readonly string[] Kept = ["sql_mode", "time_zone", "character_set_client", "collation_connection"];

    /// <param name="schema">Its schema.</param>
    /// <param name="name">Its name.</param>
    /// <param name="shown">The row of SHOW CREATE …; its columns are named after the kind of what is shown.</param>
    public static StoredProgram Of(string schema, string name, IReadOnlyDictionary<string, string?> shown)
    {
        var definition = shown.First(column =>
            column.Key.StartsWith("Create ", StringComparison.OrdinalIgnoreCase) || column.Key == "SQL Original Statement").Value ?? "";
        // The statement is sent as utf8mb4. Said to be in another character set, only ASCII would be read as it is meant.
        var variables = Kept
            .Where(variable => shown.TryGetValue(variable, out var value) && value is not null)
            .Where(variable => variable != "character_set_client" || definition.All(char.IsAscii));
        return new StoredProgram(schema, name, definition, [.. variables.Select(variable => (variable, shown[variable]!))]);
    }

    public string Path => Sql.Identifier(Schema, Name);

    /// <summary>The statement that puts a session into the state that this was made in.</summary>
    public string? SetSession =>
        Variables.Count == 0 ? null : "SET SESSION " + string.Join(", ", Variables.Select(variable => $"{variable.Name} = {Sql.Literal(variable.Value)}"));
}
