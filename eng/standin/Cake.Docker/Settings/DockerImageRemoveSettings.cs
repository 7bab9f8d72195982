namespace Cake.Docker;

/// <summary>The options of <c>docker rmi</c>.</summary>
public sealed class DockerImageRemoveSettings : AutoToolSettings
{
    /// <summary><c>--force</c>, when true.</summary>
    public bool? Force { get; set; }

    /// <summary><c>--no-prune</c>, when true.</summary>
    public bool? NoPrune { get; set; }
}
