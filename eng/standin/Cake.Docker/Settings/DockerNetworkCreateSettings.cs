namespace Cake.Docker;

/// <summary>The options of <c>docker network create</c>.</summary>
public sealed class DockerNetworkCreateSettings : AutoToolSettings
{
    /// <summary><c>--attachable</c>, when true.</summary>
    public bool? Attachable { get; set; }

    /// <summary><c>--aux-address</c>, once for each value.</summary>
    public string[]? AuxAddress { get; set; }

    /// <summary><c>--config-from</c>, quoted.</summary>
    public string? ConfigFrom { get; set; }

    /// <summary><c>--config-only</c>, when true.</summary>
    public bool? ConfigOnly { get; set; }

    /// <summary><c>--driver</c>, quoted.</summary>
    public string? Driver { get; set; }

    /// <summary><c>--gateway</c>, once for each value.</summary>
    public string[]? Gateway { get; set; }

    /// <summary><c>--ingress</c>, when true.</summary>
    public bool? Ingress { get; set; }

    /// <summary><c>--internal</c>, when true.</summary>
    public bool? Internal { get; set; }

    /// <summary><c>--ip-range</c>, once for each value.</summary>
    public string[]? IpRange { get; set; }

    /// <summary><c>--ipam-driver</c>, quoted.</summary>
    public string? IpamDriver { get; set; }

    /// <summary><c>--ipam-opt</c>, once for each value.</summary>
    public string[]? IpamOpt { get; set; }

    /// <summary><c>--ipv6</c>, when true.</summary>
    public bool? Ipv6 { get; set; }

    /// <summary><c>--label</c>, once for each value.</summary>
    public string[]? Label { get; set; }

    /// <summary><c>--opt</c>, once for each value.</summary>
    public string[]? Opt { get; set; }

    /// <summary><c>--scope</c>, quoted.</summary>
    public string? Scope { get; set; }

    /// <summary><c>--subnet</c>, once for each value.</summary>
    public string[]? Subnet { get; set; }
}
