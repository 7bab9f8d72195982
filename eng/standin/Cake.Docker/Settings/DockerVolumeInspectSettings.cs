namespace Cake.Docker;

/// <summary>The options of <c>docker volume inspect</c>.</summary>
public sealed class DockerVolumeInspectSettings : AutoToolSettings
{
    /// <summary><c>--format</c>, quoted.</summary>
    public string? Format { get; set; }
}
