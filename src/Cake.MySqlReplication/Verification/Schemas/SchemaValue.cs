using System.Text.RegularExpressions;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Verification.Schemas;

/// <summary>What information_schema says of an object, in one way of writing for all versions.</summary>
internal static partial class SchemaValue
{
    /// <param name="attribute">The column of information_schema.</param>
    /// <param name="value">What it holds there.</param>
    /// <param name="server">Who says so.</param>
    /// <param name="sameFamily">Whether it is compared with what a server of the same family says.</param>
    public static string Of(string attribute, string? value, ServerVersion server, bool sameFamily) => attribute switch
    {
        // No default, and an empty one, are not the same.
        "COLUMN_DEFAULT" => Default(value, server, sameFamily),
        _ when value is null => "",
        "COLUMN_TYPE" or "DTD_IDENTIFIER" => WithoutWidth(value),
        "EXTRA" => Extra(value),
        "UPDATE_RULE" or "DELETE_RULE" => value == "NO ACTION" ? "RESTRICT" : value,
        _ when attribute.Contains("CHARACTER_SET", StringComparison.Ordinal) || attribute.Contains("COLLATION", StringComparison.Ordinal) => Mb3(value),
        _ => value,
    };

    /// <summary>Whether the two mean the same.</summary>
    public static bool AreEqual(string attribute, string source, string replica) =>
        string.Equals(source, replica, StringComparison.Ordinal) ||
        // A replica disables the events that it gets, whatever they are on the source.
        (attribute == "STATUS" && (IsDisabledByReplication(source) || IsDisabledByReplication(replica)));

    private static bool IsDisabledByReplication(string status) => status is "SLAVESIDE_DISABLED" or "REPLICA_SIDE_DISABLED";

    /// <summary>The width of an integer changes nothing but its display, and MySQL 8.0.19 no longer shows it.</summary>
    private static string WithoutWidth(string type) =>
        type.Contains("zerofill", StringComparison.OrdinalIgnoreCase) ? type : DisplayWidth().Replace(type, "$1");

    private static string Extra(string value) =>
        Spaces().Replace(
            value.ToLowerInvariant().Replace("default_generated", "", StringComparison.Ordinal).Replace("current_timestamp()", "current_timestamp", StringComparison.Ordinal),
            " ").Trim();

    private static string Default(string? value, ServerVersion server, bool sameFamily)
    {
        // MariaDB writes defaults as SQL: NULL, 'text', current_timestamp().
        if (value is null || (server.IsMariaDb && value == "NULL"))
            return "(none)";
        if (Now().Match(value) is { Success: true } now)
            return "CURRENT_TIMESTAMP" + (now.Groups[1].Value is "" or "()" ? "" : now.Groups[1].Value);
        return server.IsMariaDb && !sameFamily && value.StartsWith('\'') && value.EndsWith('\'') && value.Length > 1
            ? value[1..^1].Replace("''", "'", StringComparison.Ordinal)
            : value;
    }

    /// <summary>utf8 is the old name of utf8mb3.</summary>
    private static string Mb3(string value) =>
        value == "utf8" ? "utf8mb3" : value.StartsWith("utf8_", StringComparison.Ordinal) ? "utf8mb3_" + value["utf8_".Length..] : value;

    [GeneratedRegex(@"\b(tinyint|smallint|mediumint|bigint|int|year)\(\d+\)", RegexOptions.IgnoreCase)]
    private static partial Regex DisplayWidth();

    [GeneratedRegex(@"^current_timestamp(\(\d*\))?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Now();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
