namespace Cake.Docker;

/// <summary>The options of <c>docker pull</c>.</summary>
public sealed class DockerImagePullSettings : AutoToolSettings
{
    /// <summary><c>--all-tags</c>, when true.</summary>
    public bool? AllTags { get; set; }

    /// <summary><c>--disable-content-trust=True</c> or <c>--disable-content-trust=False</c>.</summary>
    [AutoProperty(Format = "--{0}={1}")]
    public bool? DisableContentTrust { get; set; }

    /// <summary><c>--platform</c>, quoted.</summary>
    public string? Platform { get; set; }
}
