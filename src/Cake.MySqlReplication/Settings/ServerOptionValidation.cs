using System.Text.RegularExpressions;

namespace Cake.MySqlReplication.Settings;

/// <summary>Finds server options that cannot be given, because of what they are called or of what this tool sets itself.</summary>
internal static partial class ServerOptionValidation
{
    private const string SetForEach = "is set for each server by this tool";
    private const string OwnsGtid = "is decided by --positioning";
    private const string OverTcp = "would cut the servers off from their replicas and from this tool";

    // Prefixes that servers allow before any option: https://dev.mysql.com/doc/refman/8.4/en/option-modifiers.html.
    private static readonly string[] Prefixes = ["loose_", "maximum_", "enable_"];

    // Switched off, these are as they would be anyway, or keep this tool from switching them on.
    private static readonly string[] MayBeOff = ["skip_networking", "super_read_only"];

    private static readonly Dictionary<string, string> Refused = new(StringComparer.OrdinalIgnoreCase)
    {
        ["server_id"] = SetForEach,
        ["port"] = SetForEach,
        ["datadir"] = SetForEach,
        ["socket"] = SetForEach,
        ["user"] = SetForEach,
        ["log_bin"] = SetForEach,
        ["skip_log_bin"] = "would leave the source nothing to replicate from",
        ["disable_log_bin"] = "would leave the source nothing to replicate from",
        ["gtid_mode"] = OwnsGtid,
        ["enforce_gtid_consistency"] = OwnsGtid,
        ["skip_networking"] = OverTcp,
        ["bind_address"] = "is decided by --publish-address",
        ["super_read_only"] = "would keep a server from being initialised; replicas get it afterwards",
    };

    public static IEnumerable<string> Problems(ReplicationSettings settings) =>
        settings.ServerOptions.SelectMany(option => Problems(option, ServerNames.All(settings)));

    private static IEnumerable<string> Problems(ServerOption option, IReadOnlyList<string> servers)
    {
        var name = Bare(option.Name);
        if (Refused.TryGetValue(name, out var why) && !(IsOff(option.Value) && MayBeOff.Contains(name, StringComparer.OrdinalIgnoreCase)))
            yield return $"server-option: '{option.Name}' {why}. It cannot be given.";
        if (!OptionName().IsMatch(option.Name) || option.Value?.Any(char.IsControl) == true)
            yield return $"server-option: '{option}' is not an option. Allowed: [server:]name[=value] on one line, such as max_connections=50.";
        if (option.Server is not null && !servers.Contains(option.Server))
            yield return $"server-option: '{option}' is for a server called '{option.Server}', and there is none. Servers: {string.Join(", ", servers)}.";
    }

    public static bool IsOff(string? value) => value?.ToUpperInvariant() is "0" or "OFF" or "FALSE";

    /// <summary>The option's own name: loose-server-id is server_id.</summary>
    private static string Bare(string option)
    {
        var name = option.Replace('-', '_');
        while (Array.Find(Prefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) is { } prefix)
            name = name[prefix.Length..];
        return name;
    }

    // By \z: a $ would let a line break at the end pass.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_-]*\z")]
    private static partial Regex OptionName();
}
