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

    /// <summary>The name of a schema, table or column.</summary>
    public static string Identifier(string name) => "`" + name.Replace("`", "``", StringComparison.Ordinal) + "`";

    /// <summary>An account, in the form <c>'user'@'host'</c>.</summary>
    public static string Account(string user, string host) => Literal(user) + "@" + Literal(host);
}
