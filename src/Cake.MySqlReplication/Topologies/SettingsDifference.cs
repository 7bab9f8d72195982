using System.Text.Json.Nodes;
using Cake.MySqlReplication.Settings;

namespace Cake.MySqlReplication.Topologies;

/// <summary>What is asked of a topology that was started with other settings.</summary>
internal static class SettingsDifference
{
    private static readonly string[] MayChange =
    [
        nameof(ReplicationSettings.StartTimeout), nameof(ReplicationSettings.SyncTimeout), nameof(ReplicationSettings.BaseDirectory),
        nameof(ReplicationSettings.Replica), nameof(ReplicationSettings.Verify), nameof(ReplicationSettings.Repair), nameof(ReplicationSettings.ComposeFolder),
        nameof(ReplicationSettings.Profile), nameof(ReplicationSettings.Report),
        nameof(ReplicationSettings.CacheAge), nameof(ReplicationSettings.CacheSize),
    ];

    /// <summary>
    /// One line for each setting that is asked for and was another when the topology was started. What neither the command
    /// line nor the environment gives, and code leaves at its default, is not asked for: it stays what it was.
    /// </summary>
    public static IReadOnlyList<string> Between(ReplicationSettings started, ReplicationSettings asked)
    {
        var (before, now, unasked) = (Values(started), Values(asked), Values(new ReplicationSettings()));
        return
        [
            .. now
                .Where(pair => !MayChange.Contains(pair.Key))
                .Where(pair => asked.Given.Contains(OptionOf(pair.Key)) || !JsonNode.DeepEquals(pair.Value, unasked[pair.Key]))
                .Where(pair => !JsonNode.DeepEquals(pair.Value, before[pair.Key]) && !LeavesOpen(pair.Key, asked))
                .Select(pair => Line(pair.Key, before[pair.Key], pair.Value)),
        ];
    }

    /// <summary>Whichever engine it was started on is one that <c>--engine=auto</c> may choose.</summary>
    private static bool LeavesOpen(string name, ReplicationSettings asked) =>
        name == nameof(ReplicationSettings.Engine) && asked.Engine == EngineKind.Auto;

    private static JsonObject Values(ReplicationSettings settings)
    {
        var values = JsonNode.Parse(SettingsJson.Write(settings))!.AsObject();
        values[nameof(ReplicationSettings.ServerOptions)] = new JsonArray([.. settings.ServerOptions.Select(option => JsonValue.Create(option.ToString()))]);
        return values;
    }

    private static string Line(string name, JsonNode? before, JsonNode? now) => name == nameof(ReplicationSettings.Choices)
        ? "--image, --server, --server-version, --delay: something else was asked for single servers then"
        : name.EndsWith("Password", StringComparison.Ordinal)
            ? $"--{OptionOf(name)}: another one was asked for then"
            : $"--{OptionOf(name)}: {before?.ToJsonString() ?? "chosen"} then, {now?.ToJsonString()} now";

    /// <summary>The name on the command line: ServerOptions is server-option.</summary>
    private static string OptionOf(string name)
    {
        var words = string.Concat(name.Select((letter, index) => index > 0 && char.IsUpper(letter) ? "-" + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));
        return SettingCatalog.All.Any(setting => setting.Option == words) ? words : words.TrimEnd('s');
    }
}
