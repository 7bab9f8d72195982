namespace Cake.Docker;

/// <summary>The options of <c>docker load</c>.</summary>
public sealed class DockerImageLoadSettings : AutoToolSettings
{
    /// <summary><c>--input</c>, quoted.</summary>
    public string? Input { get; set; }

    /// <summary><c>--quiet</c>, when true.</summary>
    public bool? Quiet { get; set; }
}
