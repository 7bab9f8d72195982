namespace Cake.Docker;

/// <summary>The options of <c>docker network disconnect</c>.</summary>
public sealed class DockerNetworkDisconnectSettings : AutoToolSettings
{
    /// <summary><c>--force</c>, when true.</summary>
    public bool? Force { get; set; }
}
