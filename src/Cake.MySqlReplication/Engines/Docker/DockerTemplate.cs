namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>An image with an initialised data directory, which servers are started from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="HasScripts">Whether the image that it was made from has scripts of a first start, which making it has not run.</param>
internal sealed record DockerTemplate(string Name, bool HasScripts)
{
    /// <summary>Where a template keeps the name of the image that it was made from.</summary>
    public const string Label = "cake-mysql-replication.template";

    public const string ScriptsLabel = "cake-mysql-replication.scripts";

    public const string SizeLabel = "cake-mysql-replication.kilobytes";

    public static DockerTemplate Of(string name, DockerImage image) => new(name, image.Labels.GetValueOrDefault(ScriptsLabel) == "yes");

    /// <summary>How many bytes a template takes beside its image.</summary>
    public static long BytesOf(DockerImage image) => long.TryParse(image.Labels.GetValueOrDefault(SizeLabel), out var kilobytes) ? kilobytes * 1024 : 0;
}
