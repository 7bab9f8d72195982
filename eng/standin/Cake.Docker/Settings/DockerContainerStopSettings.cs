namespace Cake.Docker;

/// <summary>The options of <c>docker stop</c>.</summary>
public sealed class DockerContainerStopSettings : AutoToolSettings
{
    /// <summary><c>--time</c>.</summary>
    public int? Time { get; set; }
}
