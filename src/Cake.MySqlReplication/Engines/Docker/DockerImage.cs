using System.Globalization;
using System.Text.Json;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>What an engine says of one of its images.</summary>
internal sealed record DockerImage
{
    public required string Id { get; init; }

    public required IReadOnlyList<string> Names { get; init; }

    public required IReadOnlyList<string> Entrypoint { get; init; }

    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Its environment, each as <c>NAME=value</c>.</summary>
    public required IReadOnlyList<string> Variables { get; init; }

    /// <summary>Folders that containers get a volume for.</summary>
    public required IReadOnlyList<string> Volumes { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>The account that containers run under; empty for root.</summary>
    public required string User { get; init; }

    /// <summary>When it last got a name, or was made; null where the engine does not say.</summary>
    public required DateTimeOffset? LastNamed { get; init; }

    /// <summary>What it runs unless told otherwise, by its entrypoint.</summary>
    public string? Program => Command.Count > 0 ? Command[0] : null;

    /// <summary>Whether it runs a server unless told otherwise.</summary>
    public bool RunsServer => Program?.Split('/')[^1] is "mysqld" or "mariadbd";

    /// <summary>Reads what <c>docker image inspect --format "{{json .}}"</c> prints.</summary>
    public static DockerImage Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var image = document.RootElement;
        var configuration = Member(image, "Config");
        return new DockerImage
        {
            Id = Member(image, "Id")?.GetString() ?? "",
            Names = Words(image, "RepoTags"),
            Entrypoint = Words(configuration, "Entrypoint"),
            Command = Words(configuration, "Cmd"),
            Variables = Words(configuration, "Env"),
            Volumes = [.. Members(configuration, "Volumes").Select(member => member.Name)],
            Labels = Members(configuration, "Labels").ToDictionary(member => member.Name, member => member.Value.GetString() ?? ""),
            User = Member(configuration, "User")?.GetString() ?? "",
            // Podman's engine has no such metadata, and Docker's has the year 1 for an image that was never named here.
            LastNamed = new[] { Time(Member(image, "Metadata"), "LastTagTime"), Time(image, "Created") }.Max(),
        };
    }

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } there && there.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    private static IEnumerable<JsonProperty> Members(JsonElement? element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Object } member ? member.EnumerateObject() : Enumerable.Empty<JsonProperty>();

    private static string[] Words(JsonElement? element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(word => word.GetString() ?? "")] : [];

    private static DateTimeOffset? Time(JsonElement? element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text &&
        DateTimeOffset.TryParse(text.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;
}
