namespace Cake.Docker;

/// <summary>The options of <c>docker image build</c>.</summary>
public sealed class DockerImageBuildSettings : AutoToolSettings
{
    /// <summary><c>--add-host</c>, once for each value.</summary>
    public string[]? AddHost { get; set; }

    /// <summary><c>--build-arg</c>, once for each value.</summary>
    public string[]? BuildArg { get; set; }

    /// <summary><c>--cache-from</c>, once for each value.</summary>
    public string[]? CacheFrom { get; set; }

    /// <summary><c>--cgroup-parent</c>, quoted.</summary>
    public string? CgroupParent { get; set; }

    /// <summary><c>--compress</c>, when true.</summary>
    public bool? Compress { get; set; }

    /// <summary><c>--cpu-period</c>.</summary>
    public long? CpuPeriod { get; set; }

    /// <summary><c>--cpu-quota</c>.</summary>
    public long? CpuQuota { get; set; }

    /// <summary><c>--cpu-shares</c>.</summary>
    public long? CpuShares { get; set; }

    /// <summary><c>--cpuset-cpus</c>, quoted.</summary>
    public string? CpusetCpus { get; set; }

    /// <summary><c>--cpuset-mems</c>, quoted.</summary>
    public string? CpusetMems { get; set; }

    /// <summary><c>--disable-content-trust=True</c> or <c>--disable-content-trust=False</c>.</summary>
    [AutoProperty(Format = "--{0}={1}")]
    public bool? DisableContentTrust { get; set; }

    /// <summary><c>--file</c>, quoted.</summary>
    public string? File { get; set; }

    /// <summary><c>--force-rm</c>, when true.</summary>
    public bool? ForceRm { get; set; }

    /// <summary><c>--iidfile</c>, quoted.</summary>
    public string? Iidfile { get; set; }

    /// <summary><c>--isolation</c>, quoted.</summary>
    public string? Isolation { get; set; }

    /// <summary><c>--label</c>, once for each value.</summary>
    public string[]? Label { get; set; }

    /// <summary><c>--memory</c>, quoted.</summary>
    public string? Memory { get; set; }

    /// <summary><c>--memory-swap</c>, quoted.</summary>
    public string? MemorySwap { get; set; }

    /// <summary><c>--network</c>, quoted.</summary>
    public string? Network { get; set; }

    /// <summary><c>--no-cache</c>, when true.</summary>
    public bool? NoCache { get; set; }

    /// <summary><c>--platform</c>, quoted.</summary>
    public string? Platform { get; set; }

    /// <summary><c>--progress</c>, quoted.</summary>
    public string? Progress { get; set; }

    /// <summary><c>--pull</c>, when true.</summary>
    public bool? Pull { get; set; }

    /// <summary><c>--quiet</c>, when true.</summary>
    public bool? Quiet { get; set; }

    /// <summary><c>--rm=True</c> or <c>--rm=False</c>.</summary>
    [AutoProperty(Format = "--{0}={1}")]
    public bool? Rm { get; set; }

    /// <summary><c>--security-opt</c>, once for each value.</summary>
    public string[]? SecurityOpt { get; set; }

    /// <summary><c>--shm-size</c>, quoted.</summary>
    public string? ShmSize { get; set; }

    /// <summary><c>--squash</c>, when true.</summary>
    public bool? Squash { get; set; }

    /// <summary><c>--stream</c>, when true.</summary>
    public bool? Stream { get; set; }

    /// <summary><c>--tag</c>, once for each value.</summary>
    public string[]? Tag { get; set; }

    /// <summary><c>--target</c>, quoted.</summary>
    public string? Target { get; set; }

    /// <summary><c>--ulimit</c>, once for each value.</summary>
    public string[]? Ulimit { get; set; }
}
