namespace Cake.Docker;

/// <summary>The options of <c>docker logs</c>.</summary>
public sealed class DockerContainerLogsSettings : AutoToolSettings
{
    /// <summary><c>--details</c>, when true.</summary>
    public bool? Details { get; set; }

    /// <summary><c>--follow</c>, when true.</summary>
    public bool? Follow { get; set; }

    /// <summary><c>--since</c>, quoted.</summary>
    public string? Since { get; set; }

    /// <summary><c>--tail</c>, quoted.</summary>
    public string? Tail { get; set; }

    /// <summary><c>--timestamps</c>, when true.</summary>
    public bool? Timestamps { get; set; }

    /// <summary><c>--until</c>, quoted.</summary>
    public string? Until { get; set; }
}
