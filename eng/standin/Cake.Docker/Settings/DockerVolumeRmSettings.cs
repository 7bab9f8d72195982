namespace Cake.Docker;

/// <summary>The options of <c>docker volume rm</c>.</summary>
public sealed class DockerVolumeRmSettings : AutoToolSettings
{
    /// <summary><c>--force</c>, when true.</summary>
    public bool Force { get; set; }
}
