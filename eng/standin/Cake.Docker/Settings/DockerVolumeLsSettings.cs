namespace Cake.Docker;

/// <summary>The options of <c>docker volume ls</c>.</summary>
public sealed class DockerVolumeLsSettings : AutoToolSettings
{
    /// <summary><c>--filter</c>, quoted.</summary>
    public string? Filter { get; set; }

    /// <summary><c>--format</c>, quoted.</summary>
    public string? Format { get; set; }

    /// <summary><c>--quiet</c>, when true.</summary>
    public bool Quiet { get; set; }
}
