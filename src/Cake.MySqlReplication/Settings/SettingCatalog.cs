using System.Globalization;

namespace Cake.MySqlReplication.Settings;

/// <summary>Every setting that the command line and the environment know. Parsing, help and documentation all come from here.</summary>
public static class SettingCatalog
{
    /// <summary>All settings, in the order in which help lists them.</summary>
    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        One("name", "at most 40 letters, digits, - _ .", "mysql",
            "Name of the topology; containers are <name>_master, <name>_slave, <name>_slave2, ...",
            (s, v) => s with { Name = v }),
        One("base", "a folder", ".mysql-replication/<name>",
            "Folder for data directories, configuration, state and results.",
            (s, v) => s with { BaseDirectory = v }),
        One("engine", "auto, docker, process", "auto",
            "Where servers run: containers, or local processes; auto is a Docker engine that answers, else processes.",
            (s, v) => s with { Engine = Choice<EngineKind>(v) }),
        EachServer("image", "an image reference", ReplicationSettings.DefaultImage,
            "Image of every server, for a Docker engine; <server>=<image> for one alone.",
            (s, v) => s with { Image = v },
            (c, v) => c with { Image = v }),
        EachServer("server", "path of mysqld or mariadbd", "one that is found on the machine, or is fetched",
            "Server program of local processes; <server>=<path> for one alone.",
            (s, v) => s with { Server = v },
            (c, v) => c with { Program = v }),
        EachServer("server-version", "a version of MySQL, or mariadb-<version>", "MySQL's current long-term support series",
            "Version of the servers, such as 9.7 or mariadb-10.11; <server>=<version> for one alone.",
            (s, v) => s with { ServerVersion = v },
            (c, v) => c with { Version = v }),
        One("server-archive", "path or URL of a tar.xz, tar.gz or zip", "none",
            "Vendor's generic archive that local processes are run from.",
            (s, v) => s with { ServerArchive = v }),
        One("server-archive-sha256", "64 hexadecimal digits", "none",
            "Checksum of that archive. Needed for a URL.",
            (s, v) => s with { ServerArchiveSha256 = v }),
        One("topology", "pair, fan-out, chain, source-source, fan-in", "fan-out",
            "Who replicates from whom; a pair is a fan-out with one replica.",
            (s, v) => s with { Topology = Shape(v) }),
        One("sources", "2 to 32", "as few as the topology can have",
            "Number of sources of a source-source or fan-in topology.",
            (s, v) => s with { Sources = Number(v) }),
        One("replicas", "1 to 32", "1",
            "Number of replicas.",
            (s, v) => s with { Replicas = Number(v) }),
        One("first-port", "1 to 65000", "3307",
            "Port that the search for free ones begins with; for replicas, the next one.",
            (s, v) => s with { FirstPort = Number(v) }),
        One("source-port", "1 to 65535", "--first-port, or the next free one",
            "Port of the source, or of the first one, on the host.",
            (s, v) => s with { SourcePort = Number(v) }),
        Many("replica-ports", ',', "1 to 65535, one for each replica, separated by commas", "those that are free",
            "Ports of the replicas on the host.",
            (s, v) => s with { ReplicaPorts = [.. v.Select(Number)] }),
        One("publish-address", "an IPv4 address of the host", "127.0.0.1",
            "Address that the ports are published on.",
            (s, v) => s with { PublishAddress = v }),
        One("root-password", "printable characters", "a random one",
            "Password of root on every server. Better by environment variable: an argument is visible to other processes.",
            (s, v) => s with { RootPassword = v }),
        One("replication-user", "at most 16 letters, digits, - _ .", "repl",
            "Account that replicas connect with.",
            (s, v) => s with { ReplicationUser = v }),
        One("replication-password", "at most 32 printable characters", "a random one",
            "Password of that account. Better by environment variable.",
            (s, v) => s with { ReplicationPassword = v }),
        One("positioning", "auto, gtid, file", "auto",
            "By GTID, or by binary log file and position; auto is GTID.",
            (s, v) => s with { Positioning = Choice<Positioning>(v) }),
        EachServer("delay", "0 to 3600 seconds", "0",
            "How long replicas hold back what they have received; <server>=<seconds> for one alone.",
            (s, v) => s with { Delay = Seconds(v) },
            (c, v) => c with { Delay = Seconds(v) }),
        Flag("semi-sync", "false",
            "Whether a commit waits until a replica has received it.",
            (s, v) => s with { SemiSync = v }),
        Flag("tls", "false",
            "Whether replicas may connect by TLS alone.",
            (s, v) => s with { Tls = v }),
        Many("replicate-only", ',', "schema or schema.table, with % and _ as in LIKE, separated by commas", "all",
            "The only tables that replicas take over.",
            (s, v) => s with { ReplicateOnly = [.. v] }),
        Many("replicate-ignore", ',', "schema or schema.table, with % and _ as in LIKE, separated by commas", "none",
            "Tables that replicas do not take over.",
            (s, v) => s with { ReplicateIgnore = [.. v] }),
        Many("server-option", '\n', "[server:]name[=value], may be repeated", "none",
            "A further line for the option file of all servers, or of one (master, slave, slave2, ...).",
            (s, v) => s with { ServerOptions = [.. v.Select(ServerOption.Parse)] }),
        Flag("skip-duplicate-keys", "false",
            "Whether replicas skip duplicate-key errors (1062). It hides rows that differ.",
            (s, v) => s with { SkipDuplicateKeys = v }),
        Flag("durable", "false",
            "Whether data survive a power failure, too, which costs time at every start and commit.",
            (s, v) => s with { Durable = v }),
        One("cache-age", "0 to 3650 days", "30; CleanCache: 0",
            "How long a template may be kept without being used.",
            (s, v) => s with { CacheAge = TimeSpan.FromDays(Number(v)) }),
        One("cache-size", "0 to 1048576 MB", "2048; CleanCache: 0",
            "How much all templates together may take.",
            (s, v) => s with { CacheSize = Number(v) }),
        One("start-timeout", "1 to 3600 seconds", "120",
            "How long a server may take to start and initialise.",
            (s, v) => s with { StartTimeout = Seconds(v) }),
        One("sync-timeout", "1 to 3600 seconds", "60",
            "How long a written row may take to every replica.",
            (s, v) => s with { SyncTimeout = Seconds(v) }),
        One("verify", "quick, standard, full", "standard",
            "How much VerifySync looks at: threads and an arriving row; schemas and errant transactions as well; what tables hold as well.",
            (s, v) => s with { Verify = Choice<VerifyLevel>(v) }),
        One("compose-folder", "a folder", "compose/<name>",
            "Folder that ExportCompose writes to.",
            (s, v) => s with { ComposeFolder = v }),
        One("report", "a folder", "none; Report: artifacts/mysql-replication/<name>",
            "Folder that report.html, report.md and report.json are written to, at the end of each task that looks at the servers or changes them.",
            (s, v) => s with { Report = v }),
        One("replica", "slave, slave2, ...", "the task says which",
            "Replica that a task is about which works on one.",
            (s, v) => s with { Replica = v }),
        One("repair", "auto, skip, rebuild", "auto",
            "What a repair may do: auto loses nothing; skip leaves out the transaction that the applier stands at; rebuild empties the replica and makes it anew.",
            (s, v) => s with { Repair = Choice<RepairMode>(v) }),
        Flag("profile", "false",
            "Whether the run's end shows where its time went, by phase and server.",
            (s, v) => s with { Profile = v }),
    ];

    private static SettingDefinition One(
        string option, string values, string defaultValue, string description, Func<ReplicationSettings, string, ReplicationSettings> apply) =>
        new(option, values, defaultValue, description, (settings, texts) =>
            texts.Count == 1
                ? apply(settings, NotEmpty(texts[0]))
                : throw new FormatException($"is given {texts.Count} times; it takes one value"));

    /// <summary>A setting that is given for all servers, for single ones, or both; in the environment one to a line.</summary>
    private static SettingDefinition EachServer(
        string option, string values, string defaultValue, string description,
        Func<ReplicationSettings, string, ReplicationSettings> forAll, Func<ServerChoice, string, ServerChoice> forOne) =>
        Many(option, '\n', values, defaultValue, description, (settings, texts) =>
        {
            var choices = texts.Select(text => (Text: text, End: text.IndexOf('=', StringComparison.Ordinal)))
                .Where(choice => choice.End > 0 && ServerNames.Possible.Contains(choice.Text[..choice.End]))
                .ToList();
            var rest = texts.Except(choices.Select(choice => choice.Text)).ToList();
            if (rest.Count > 1 || texts.Count != rest.Count + choices.Select(choice => choice.Text[..choice.End]).Distinct().Count())
                throw new FormatException($"is given {texts.Count} times; it takes one value for all servers, and one for each of them");

            return choices.Aggregate(
                rest.Count == 0 ? settings : forAll(settings, rest[0]),
                (chosen, choice) => With(chosen, choice.Text[..choice.End], one => forOne(one, NotEmpty(choice.Text[(choice.End + 1)..]))));
        });

    private static ReplicationSettings With(ReplicationSettings settings, string server, Func<ServerChoice, ServerChoice> change)
    {
        var choice = settings.Choices.FirstOrDefault(choice => choice.Server == server) ?? new ServerChoice(server);
        return settings with { Choices = [.. settings.Choices.Where(other => other.Server != server), change(choice)] };
    }

    private static SettingDefinition Many(
        string option, char separator, string values, string defaultValue, string description,
        Func<ReplicationSettings, IReadOnlyList<string>, ReplicationSettings> apply) =>
        new(option, values, defaultValue, description, (settings, texts) => apply(settings,
            [.. texts.SelectMany(text => NotEmpty(text).Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]));

    /// <summary>The only kind of setting that an option without a value gives: it stands for true.</summary>
    private static SettingDefinition Flag(
        string option, string defaultValue, string description, Func<ReplicationSettings, bool, ReplicationSettings> apply) =>
        new(option, "true, false", defaultValue, description, (settings, texts) =>
            texts.Count == 1
                ? apply(settings, Switch(texts[0]))
                : throw new FormatException($"is given {texts.Count} times; it takes one value"));

    private static string NotEmpty(string text) => text.Length > 0 ? text : throw new FormatException("needs a value");

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"'{text}' is not a whole number");

    private static TimeSpan Seconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 1e6
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"'{text}' is not a number of seconds");

    private static TopologyShape Shape(string text) =>
        text.Equals("pair", StringComparison.OrdinalIgnoreCase) ? TopologyShape.FanOut : Choice<TopologyShape>(text);

    private static bool Switch(string text) => text.ToUpperInvariant() switch
    {
        "" or "TRUE" or "YES" or "ON" or "1" => true,
        "FALSE" or "NO" or "OFF" or "0" => false,
        _ => throw new FormatException($"'{text}' is neither true nor false"),
    };

    /// <summary>A value by its name, in which hyphens part words: fan-out is FanOut.</summary>
    private static T Choice<T>(string text)
        where T : struct, Enum =>
        Enum.GetNames<T>().FirstOrDefault(name => Hyphenated(name).Equals(text, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Enum.Parse<T>(found)
            : throw new FormatException($"'{text}' is not one of its values");

    private static string Hyphenated(string name) =>
        string.Concat(name.Select((letter, index) => index > 0 && char.IsUpper(letter) ? "-" + letter : letter.ToString()));
}
