namespace Cake.Docker;

/// <summary>The options of <c>docker volume create</c>.</summary>
public sealed class DockerVolumeCreateSettings : AutoToolSettings
{
    /// <summary><c>--driver</c>, quoted.</summary>
    public string? Driver { get; set; }

    /// <summary><c>--label</c>, quoted.</summary>
    public string? Label { get; set; }

    /// <summary><c>--name</c>, quoted.</summary>
    public string? Name { get; set; }

    /// <summary><c>--opt</c>, once for each value.</summary>
    public string[]? Opt { get; set; }
}
