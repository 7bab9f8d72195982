namespace Cake.Docker;

/// <summary>The options of <c>docker image ls</c>.</summary>
public sealed class DockerImageLsSettings : AutoToolSettings
{
    /// <summary><c>--all</c>, when true.</summary>
    public bool All { get; set; }

    /// <summary><c>--digests</c>, when true.</summary>
    public bool Digests { get; set; }

    /// <summary><c>--filter</c>, quoted.</summary>
    public string? Filter { get; set; }

    /// <summary><c>--format</c>, quoted.</summary>
    public string? Format { get; set; }

    /// <summary><c>--no-trunc</c>, when true.</summary>
    public bool NoTrunc { get; set; }

    /// <summary><c>--quiet</c>, when true.</summary>
    public bool Quiet { get; set; }
}
