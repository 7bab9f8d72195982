namespace Cake.Docker;

/// <summary>The options of <c>docker network connect</c>.</summary>
public sealed class DockerNetworkConnectSettings : AutoToolSettings
{
    /// <summary><c>--alias</c>, once for each value.</summary>
    public string[]? Alias { get; set; }

    /// <summary><c>--ip</c>, quoted.</summary>
    public string? Ip { get; set; }

    /// <summary><c>--ip6</c>, quoted.</summary>
    public string? Ip6 { get; set; }

    /// <summary><c>--link</c>, once for each value.</summary>
    public string[]? Link { get; set; }

    /// <summary><c>--link-local-ip</c>, once for each value.</summary>
    public string[]? LinkLocalIp { get; set; }
}
