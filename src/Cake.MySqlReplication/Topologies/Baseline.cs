using System.Text.Json;

namespace Cake.MySqlReplication.Topologies;

/// <summary>What servers had when replication was configured first: what came later is the user's, and a reset takes it away.</summary>
internal sealed record Baseline
{
    /// <summary>By server.</summary>
    public IReadOnlyDictionary<string, ServerBaseline> Servers { get; init; } = new Dictionary<string, ServerBaseline>();

    /// <summary>The schemas that some server had; what the source has comes to the replicas.</summary>
    public IEnumerable<string> Schemas => Servers.Values.SelectMany(server => server.Schemas);

    /// <summary>The accounts that some server had.</summary>
    public IEnumerable<string> Accounts => Servers.Values.SelectMany(server => server.Accounts);

    /// <summary>What MySQL calls a server's data directory; null where that is not known, and with MariaDB.</summary>
    public string? UuidOf(string server) => Servers.TryGetValue(server, out var known) ? known.Variables.GetValueOrDefault("server_uuid") : null;

    public Baseline With(string server, ServerBaseline baseline) =>
        this with { Servers = new Dictionary<string, ServerBaseline>(Servers) { [server] = baseline } };

    public Baseline Without(string server) =>
        this with { Servers = Servers.Where(known => known.Key != server).ToDictionary(known => known.Key, known => known.Value) };

    /// <summary>What is recorded, nothing where there is no record.</summary>
    public static Baseline Read(TopologyPaths paths)
    {
        if (!File.Exists(paths.BaselineFile))
            return new Baseline();
        try
        {
            return JsonFields.Read(File.ReadAllBytes(paths.BaselineFile), Read);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return new Baseline();
        }
    }

    public void Write(TopologyPaths paths) =>
        PrivateFile.Write(paths.BaselineFile, JsonFields.Write(writer => writer.WriteMap(nameof(Servers), Servers, Write)));

    private static Baseline Read(JsonElement json) => new() { Servers = json.Map(nameof(Servers), ReadServer) };

    private static void Write(Utf8JsonWriter writer, ServerBaseline server)
    {
        writer.WriteTexts(nameof(server.Schemas), server.Schemas);
        writer.WriteTexts(nameof(server.Accounts), server.Accounts);
        writer.WriteMap(nameof(server.Variables), server.Variables);
        writer.WriteTexts(nameof(server.Persisted), server.Persisted);
    }

    private static ServerBaseline ReadServer(JsonElement json) => new(
        json.Texts(nameof(ServerBaseline.Schemas)),
        json.Texts(nameof(ServerBaseline.Accounts)),
        json.Map(nameof(ServerBaseline.Variables), value => value.GetString() ?? ""),
        json.Texts(nameof(ServerBaseline.Persisted)));
}

/// <summary>What one server had.</summary>
/// <param name="Schemas">Names of its schemas.</param>
/// <param name="Accounts">Its accounts, as <c>user@host</c>.</param>
/// <param name="Variables">Values of its global variables.</param>
/// <param name="Persisted">Names of the variables that are set for every start.</param>
internal sealed record ServerBaseline(
    IReadOnlyList<string> Schemas, IReadOnlyList<string> Accounts, IReadOnlyDictionary<string, string> Variables, IReadOnlyList<string> Persisted);
