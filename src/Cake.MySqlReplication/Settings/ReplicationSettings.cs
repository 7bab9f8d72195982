namespace Cake.MySqlReplication.Settings;

/// <summary>What is asked for: one source, its replicas, and how they are run.</summary>
/// <remarks>
/// The command line overrides environment variables, and both override what code sets:
/// see <see cref="SettingsReader.Read"/>.
/// </remarks>
public sealed record ReplicationSettings
{
    /// <summary>The image that is run when none is asked for: the current long-term support series of the official one.</summary>
    public const string DefaultImage = "mysql:9.7";

    /// <summary>
    /// Name of the topology, at most 40 letters, digits, hyphens, underscores or dots. Containers are called
    /// <c>&lt;name&gt;_master</c>, <c>&lt;name&gt;_slave</c>, <c>&lt;name&gt;_slave2</c>, … Default <c>mysql</c>.
    /// </summary>
    public string Name { get; init; } = "mysql";

    /// <summary>
    /// Folder for data directories, configuration, state and results. Default <c>.mysql-replication/&lt;name&gt;</c>
    /// below the build's working directory.
    /// </summary>
    public string? BaseDirectory { get; init; }

    /// <summary>Where servers run. Default <see cref="EngineKind.Auto"/>: a Docker engine that answers, else local processes.</summary>
    public EngineKind Engine { get; init; } = EngineKind.Auto;

    /// <summary>Image of every server, for a Docker engine. Default <see cref="DefaultImage"/>.</summary>
    public string Image { get; init; } = DefaultImage;

    /// <summary>
    /// Path of the server program (<c>mysqld</c>, <c>mariadbd</c>) that local processes run, absolute or from the build's
    /// working directory. Default: one that is found on the machine, or is fetched.
    /// </summary>
    public string? Server { get; init; }

    /// <summary>
    /// Version of the server: <c>9.7</c>, <c>8.4.7</c>, <c>mariadb-10.11</c>. A Docker engine runs the official image of that
    /// tag. Default: the current long-term support series of MySQL; local processes take MariaDB where there is no MySQL.
    /// </summary>
    public string? ServerVersion { get; init; }

    /// <summary>
    /// Path or URL of a vendor's generic archive (tar.xz, tar.gz, zip) that local processes are run from. Default none.
    /// </summary>
    public string? ServerArchive { get; init; }

    /// <summary>SHA-256 of that archive, 64 hexadecimal digits. Needed for a URL. Default none.</summary>
    public string? ServerArchiveSha256 { get; init; }

    /// <summary>Who replicates from whom. Default <see cref="TopologyShape.FanOut"/>: one source, and replicas of it.</summary>
    public TopologyShape Topology { get; init; } = TopologyShape.FanOut;

    /// <summary>Number of sources, 2 to 32 where the topology has several. Default: as few as the topology can have, 1 or 2.</summary>
    public int? Sources { get; init; }

    /// <summary>Number of replicas, 1 to 32; none in a source-source topology, whatever stands here. Default 1.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>
    /// Port on the host that the search for free ones begins with; for replicas, the next one. 1 to 65000, default 3307. Builds that run side by
    /// side on one machine do not get in each other's way when each begins elsewhere.
    /// </summary>
    public int FirstPort { get; init; } = 3307;

    /// <summary>Port of the source, or of the first one, on the host, 1 to 65535. Default: <see cref="FirstPort"/>, or the next free one.</summary>
    public int? SourcePort { get; init; }

    /// <summary>Ports of the replicas on the host, one for each, 1 to 65535. Default: those that are free.</summary>
    public IReadOnlyList<int> ReplicaPorts { get; init; } = [];

    /// <summary>IPv4 address of the host that the ports are published on. Default <c>127.0.0.1</c>.</summary>
    public string PublishAddress { get; init; } = "127.0.0.1";

    /// <summary>Password of <c>root</c> on every server. Default: a random one.</summary>
    public Secret? RootPassword { get; init; }

    /// <summary>Account that replicas connect with, at most 16 characters. Default <c>repl</c>.</summary>
    public string ReplicationUser { get; init; } = "repl";

    /// <summary>Its password, at most 32 characters. Default: a random one.</summary>
    public Secret? ReplicationPassword { get; init; }

    /// <summary>By GTID, or by binary log file and position. Default <see cref="Settings.Positioning.Auto"/>.</summary>
    public Positioning Positioning { get; init; } = Positioning.Auto;

    /// <summary>
    /// How long replicas hold back what they have received, from 0 to 1 hour; the time that verification gives them is
    /// so much longer. Default 0.
    /// </summary>
    public TimeSpan Delay { get; init; }

    /// <summary>
    /// Whether a commit waits until a replica has received it:
    /// https://dev.mysql.com/doc/refman/8.4/en/replication-semisync.html. Default false.
    /// </summary>
    public bool SemiSync { get; init; }

    /// <summary>Whether replicas may connect by TLS alone. Default false: they use it where the source has it.</summary>
    public bool Tls { get; init; }

    /// <summary>
    /// The only tables that replicas take over: <c>schema</c> or <c>schema.table</c>, with % and _ as in LIKE. Default: all.
    /// </summary>
    public IReadOnlyList<string> ReplicateOnly { get; init; } = [];

    /// <summary>Tables that replicas do not take over, in the same form. Default none.</summary>
    public IReadOnlyList<string> ReplicateIgnore { get; init; } = [];

    /// <summary>What single servers have different from the others, such as another version. Default none.</summary>
    public IReadOnlyList<ServerChoice> Choices { get; init; } = [];

    /// <summary>Further lines for the servers' option files. They win over those that are written anyway. Default none.</summary>
    public IReadOnlyList<ServerOption> ServerOptions { get; init; } = [];

    /// <summary>
    /// Whether replicas skip duplicate-key errors (1062), as the old walkthroughs had it. Default false:
    /// a skipped error is a row that differs, and nobody is told.
    /// </summary>
    public bool SkipDuplicateKeys { get; init; }

    /// <summary>
    /// Whether data survive a power failure, too. Default false: a killed server keeps all that it acknowledged, and the whole
    /// machine's sudden end may cost the last seconds, or the topology.
    /// </summary>
    public bool Durable { get; init; }

    /// <summary>
    /// How long something may be kept for later starts without being used, from 0 to 3650 days. Default: 30 days; nothing stays
    /// when a cache is cleaned and neither this nor <see cref="CacheSize"/> is given.
    /// </summary>
    public TimeSpan? CacheAge { get; init; }

    /// <summary>How much may be kept for later starts, from 0 to 1048576 megabytes. Default: 2048; see <see cref="CacheAge"/>.</summary>
    public int? CacheSize { get; init; }

    /// <summary>How long a server may take to start and initialise, from 1 second to 1 hour. Default 2 minutes.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a written row may take to every replica, from 1 second to 1 hour. Default 1 minute.</summary>
    public TimeSpan SyncTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How much a verification looks at. Default <see cref="VerifyLevel.Standard"/>: all but what tables hold.</summary>
    public VerifyLevel Verify { get; init; } = VerifyLevel.Standard;

    /// <summary>Folder that an export for Compose is written to. Default <c>compose/&lt;name&gt;</c> below the build's working directory.</summary>
    public string? ComposeFolder { get; init; }

    /// <summary>
    /// Folder that each step that looks at the servers or changes them writes a report to: <c>report.html</c>, <c>report.md</c> and
    /// <c>report.json</c>. Default: none is written, unless it is asked for by itself.
    /// </summary>
    public string? Report { get; init; }

    /// <summary>The replica that a step is about which works on one, such as <c>slave2</c>. Default: the step says which it takes.</summary>
    public string? Replica { get; init; }

    /// <summary>What a repair may do. Default <see cref="RepairMode.Auto"/>: nothing by which anything is lost.</summary>
    public RepairMode Repair { get; init; } = RepairMode.Auto;

    /// <summary>Whether the run's end shows where its time went, by phase and server. Default false.</summary>
    public bool Profile { get; init; }

    /// <summary>The settings as they are for one server.</summary>
    internal ReplicationSettings For(string server) => Choices.FirstOrDefault(choice => choice.Server == server)?.In(this) ?? this;

    internal int SourceCount => Sources ?? (Topology is TopologyShape.SourceSource or TopologyShape.FanIn ? 2 : 1);

    internal int ReplicaCount => Topology == TopologyShape.SourceSource ? 0 : Replicas;

    /// <summary>Which of them the command line or the environment gave.</summary>
    internal GivenSettings Given { get; init; } = GivenSettings.None;

    /// <summary>Why the settings cannot be used, all problems at once; empty when they can.</summary>
    public IReadOnlyList<string> Validate() => SettingsValidation.Problems(this);
}
