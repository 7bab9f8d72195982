namespace Cake.Docker;

/// <summary>The options of <c>docker start</c>.</summary>
public sealed class DockerContainerStartSettings : AutoToolSettings
{
    /// <summary><c>--attach</c>, when true.</summary>
    public bool? Attach { get; set; }

    /// <summary><c>--checkpoint</c>, quoted.</summary>
    public string? Checkpoint { get; set; }

    /// <summary><c>--checkpoint-dir</c>, quoted.</summary>
    public string? CheckpointDir { get; set; }

    /// <summary><c>--detach-keys</c>, quoted.</summary>
    public string? DetachKeys { get; set; }

    /// <summary><c>--interactive</c>, when true.</summary>
    public bool? Interactive { get; set; }
}
