namespace Cake.Docker;

/// <summary>The options of <c>docker rm</c>.</summary>
public sealed class DockerContainerRmSettings : AutoToolSettings
{
    /// <summary><c>--force</c>, when true.</summary>
    public bool? Force { get; set; }

    /// <summary><c>--link</c>, when true.</summary>
    public bool? Link { get; set; }

    /// <summary><c>--volumes</c>, when true.</summary>
    public bool? Volumes { get; set; }
}
