using System.Text;
using System.Text.RegularExpressions;

namespace Cake.MySqlReplication.Settings;

/// <summary>
/// Which tables replicas take over, by the rules of
/// https://dev.mysql.com/doc/refman/8.4/en/replication-options-replica.html#option_mysqld_replicate-wild-do-table.
/// </summary>
internal sealed partial class TableFilter(IReadOnlyList<string> only, IReadOnlyList<string> ignored)
{
    public static TableFilter Of(ReplicationSettings settings) => new(settings.ReplicateOnly, settings.ReplicateIgnore);

    /// <summary>The patterns as the server's options have them, of schema and table.</summary>
    public IEnumerable<string> Only => only.Select(Complete);

    /// <inheritdoc cref="Only"/>
    public IEnumerable<string> Ignored => ignored.Select(Complete);

    public bool Passes(string schema, string table) =>
        (only.Count == 0 || Only.Any(pattern => Matches(pattern, $"{schema}.{table}"))) && !Ignored.Any(pattern => Matches(pattern, $"{schema}.{table}"));

    /// <summary>Whether the schema itself is created, altered and dropped: only patterns for all of its tables decide that.</summary>
    public bool PassesSchema(string schema) =>
        (only.Count == 0 || Only.Any(pattern => IsOfWholeSchema(pattern, schema))) && !Ignored.Any(pattern => IsOfWholeSchema(pattern, schema));

    public static bool IsPattern(string text) => Pattern().IsMatch(text);

    private static bool IsOfWholeSchema(string pattern, string schema) => pattern.EndsWith(".%", StringComparison.Ordinal) && Matches(pattern[..^2], schema);

    private static string Complete(string pattern) => pattern.Contains('.', StringComparison.Ordinal) ? pattern : pattern + ".%";

    /// <summary>As LIKE has it: % for any text, _ for any character, a backslash before those that are meant.</summary>
    private static bool Matches(string pattern, string name)
    {
        var expression = new StringBuilder();
        for (var index = 0; index < pattern.Length; index++)
        {
            expression.Append(pattern[index] switch
            {
                '%' => ".*",
                '_' => ".",
                '\\' when index + 1 < pattern.Length => Regex.Escape(pattern[++index].ToString()),
                var character => Regex.Escape(character.ToString()),
            });
        }

        return Regex.IsMatch(name, $"^{expression}\\z", RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }

    [GeneratedRegex(@"^[^\s.,'""`]+([.][^\s.,'""`]+)?\z")]
    private static partial Regex Pattern();
}
