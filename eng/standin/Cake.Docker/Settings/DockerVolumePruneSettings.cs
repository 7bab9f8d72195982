namespace Cake.Docker;

/// <summary>The options of <c>docker volume prune</c>.</summary>
public sealed class DockerVolumePruneSettings : AutoToolSettings
{
    /// <summary><c>--filter</c>, quoted.</summary>
    public string? Filter { get; set; }

    /// <summary><c>--force</c>, when true.</summary>
    public bool Force { get; set; }
}
