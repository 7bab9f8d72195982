namespace Cake.MySqlReplication.Dialects;

/// <summary>The only place where text becomes part of a statement.</summary>
internal static class Sql
{
    /// <summary>
    /// A string literal. It counts on a session without NO_BACKSLASH_ESCAPES and ANSI_QUOTES, which
    /// <see cref="Replication.ServerConnection"/> sees to.
    /// </summary>
    public static string Literal(string text) =>
        "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>A name of a schema, a table or a column: https://dev.mysql.com/doc/refman/8.4/en/identifiers.html.</summary>
    public static string Identifier(string name) => "`" + name.Replace("`", "``", StringComparison.Ordinal) + "`";

    /// <summary>A name within a schema.</summary>
    public static string Identifier(string schema, string name) => Identifier(schema) + "." + Identifier(name);

    /// <summary>A list of literals, in the form <c>('a', 'b')</c>.</summary>
    public static string List(IEnumerable<string> texts) => $"({string.Join(", ", texts.Select(Literal))})";

    /// <summary>An account, in the form <c>'user'@'host'</c>.</summary>
    public static string Account(string user, string host) => Literal(user) + "@" + Literal(host);
}
