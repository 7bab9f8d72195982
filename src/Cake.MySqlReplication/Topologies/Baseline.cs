using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cake.MySqlReplication.Topologies;

/// <summary>What servers had when replication was configured first: what came later is the user's, and a reset takes it away.</summary>
internal sealed record Baseline
{
    /// <summary>By server.</summary>
    public IReadOnlyDictionary<string, ServerBaseline> Servers { get; init; } = new Dictionary<string, ServerBaseline>();

    /// <summary>The schemas that some server had; what the source has comes to the replicas.</summary>
    [JsonIgnore]
    public IEnumerable<string> Schemas => Servers.Values.SelectMany(server => server.Schemas);

    /// <summary>The accounts that some server had.</summary>
    [JsonIgnore]
    public IEnumerable<string> Accounts => Servers.Values.SelectMany(server => server.Accounts);

    public Baseline With(string server, ServerBaseline baseline) =>
        this with { Servers = new Dictionary<string, ServerBaseline>(Servers) { [server] = baseline } };

    public Baseline Without(string server) =>
        this with { Servers = Servers.Where(known => known.Key != server).ToDictionary(known => known.Key, known => known.Value) };

    /// <summary>What is recorded, nothing where there is no record.</summary>
    public static Baseline Read(TopologyPaths paths)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(paths.BaselineFile), BaselineContext.Default.Baseline) ?? new Baseline();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return new Baseline();
        }
    }

    public void Write(TopologyPaths paths) =>
        PrivateFile.Write(paths.BaselineFile, JsonSerializer.SerializeToUtf8Bytes(this, BaselineContext.Default.Baseline));
}

/// <summary>What one server had.</summary>
/// <param name="Schemas">Names of its schemas.</param>
/// <param name="Accounts">Its accounts, as <c>user@host</c>.</param>
/// <param name="Variables">Values of its global variables.</param>
/// <param name="Persisted">Names of the variables that are set for every start.</param>
internal sealed record ServerBaseline(
    IReadOnlyList<string> Schemas, IReadOnlyList<string> Accounts, IReadOnlyDictionary<string, string> Variables, IReadOnlyList<string> Persisted);

[JsonSerializable(typeof(Baseline))]
internal sealed partial class BaselineContext : JsonSerializerContext;
