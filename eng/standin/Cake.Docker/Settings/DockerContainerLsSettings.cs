namespace Cake.Docker;

/// <summary>The options of <c>docker container ls</c>.</summary>
public sealed class DockerContainerLsSettings : AutoToolSettings
{
    /// <summary><c>--all</c>, when true.</summary>
    public bool All { get; set; }

    /// <summary><c>--filter</c>, quoted.</summary>
    public string? Filter { get; set; }

    /// <summary><c>--format</c>, quoted.</summary>
    public string? Format { get; set; }

    /// <summary>Kept for source compatibility: a plain number is never rendered.</summary>
    public int Last { get; set; }

    /// <summary><c>--latest</c>, when true.</summary>
    public bool Latest { get; set; }

    /// <summary><c>--no-trunc</c>, when true.</summary>
    public bool NoTrunc { get; set; }

    /// <summary><c>--quiet</c>, when true.</summary>
    public bool Quiet { get; set; }

    /// <summary><c>--size</c>, when true.</summary>
    public bool Size { get; set; }
}
