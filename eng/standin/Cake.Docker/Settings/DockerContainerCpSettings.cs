namespace Cake.Docker;

/// <summary>The options of <c>docker cp</c>.</summary>
public sealed class DockerContainerCpSettings : AutoToolSettings
{
    /// <summary><c>--archive</c>, when true.</summary>
    public bool? Archive { get; set; }

    /// <summary><c>--follow-link</c>, when true.</summary>
    public bool? FollowLink { get; set; }
}
