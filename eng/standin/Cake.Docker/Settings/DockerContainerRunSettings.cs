namespace Cake.Docker;

/// <summary>The options of <c>docker run</c>.</summary>
public sealed class DockerContainerRunSettings : AutoToolSettings
{
    /// <summary><c>--add-host</c>, once for each value.</summary>
    public string[]? AddHost { get; set; }

    /// <summary><c>--attach</c>, once for each value.</summary>
    public string[]? Attach { get; set; }

    /// <summary><c>--blkio-weight-device</c>.</summary>
    public ulong? BlkioWeightDevice { get; set; }

    /// <summary><c>--cap-add</c>, once for each value.</summary>
    public string[]? CapAdd { get; set; }

    /// <summary><c>--cap-drop</c>, once for each value.</summary>
    public string[]? CapDrop { get; set; }

    /// <summary><c>--cgroup-parent</c>, quoted.</summary>
    public string? CgroupParent { get; set; }

    /// <summary><c>--cidfile</c>, quoted.</summary>
    public string? Cidfile { get; set; }

    /// <summary><c>--cpu-count</c>.</summary>
    public long? CpuCount { get; set; }

    /// <summary><c>--cpu-percent</c>.</summary>
    public long? CpuPercent { get; set; }

    /// <summary><c>--cpu-period</c>.</summary>
    public long? CpuPeriod { get; set; }

    /// <summary><c>--cpu-quota</c>.</summary>
    public long? CpuQuota { get; set; }

    /// <summary><c>--cpu-rt-period</c>.</summary>
    public long? CpuRtPeriod { get; set; }

    /// <summary><c>--cpu-rt-runtime</c>.</summary>
    public long? CpuRtRuntime { get; set; }

    /// <summary><c>--cpu-shares</c>.</summary>
    public long? CpuShares { get; set; }

    /// <summary><c>--cpus</c>.</summary>
    public ulong? Cpus { get; set; }

    /// <summary><c>--cpuset-cpus</c>, quoted.</summary>
    public string? CpusetCpus { get; set; }

    /// <summary><c>--cpuset-mems</c>, quoted.</summary>
    public string? CpusetMems { get; set; }

    /// <summary><c>--detach</c>, when true.</summary>
    public bool? Detach { get; set; }

    /// <summary><c>--detach-keys</c>, quoted.</summary>
    public string? DetachKeys { get; set; }

    /// <summary><c>--device</c>, once for each value.</summary>
    public string[]? Device { get; set; }

    /// <summary><c>--device-cgroup-rule</c>, once for each value.</summary>
    public string[]? DeviceCgroupRule { get; set; }

    /// <summary><c>--device-read-bps</c>.</summary>
    public ulong? DeviceReadBps { get; set; }

    /// <summary><c>--device-read-iops</c>.</summary>
    public ulong? DeviceReadIops { get; set; }

    /// <summary><c>--device-write-bps</c>.</summary>
    public ulong? DeviceWriteBps { get; set; }

    /// <summary><c>--device-write-iops</c>.</summary>
    public ulong? DeviceWriteIops { get; set; }

    /// <summary><c>--disable-content-trust=True</c> or <c>--disable-content-trust=False</c>.</summary>
    [AutoProperty(Format = "--{0}={1}")]
    public bool? DisableContentTrust { get; set; }

    /// <summary><c>--dns</c>, once for each value.</summary>
    public string[]? Dns { get; set; }

    /// <summary><c>--dns-option</c>, once for each value.</summary>
    public string[]? DnsOption { get; set; }

    /// <summary><c>--dns-search</c>, once for each value.</summary>
    public string[]? DnsSearch { get; set; }

    /// <summary><c>--entrypoint</c>, quoted.</summary>
    public string? Entrypoint { get; set; }

    /// <summary><c>--env</c>, once for each value.</summary>
    public string[]? Env { get; set; }

    /// <summary><c>--env-file</c>, once for each value.</summary>
    public string[]? EnvFile { get; set; }

    /// <summary><c>--expose</c>, once for each value.</summary>
    public string[]? Expose { get; set; }

    /// <summary><c>--group-add</c>, once for each value.</summary>
    public string[]? GroupAdd { get; set; }

    /// <summary><c>--health-cmd</c>, quoted.</summary>
    public string? HealthCmd { get; set; }

    /// <summary><c>--health-interval</c>, quoted.</summary>
    public string? HealthInterval { get; set; }

    /// <summary><c>--health-retries</c>.</summary>
    public int? HealthRetries { get; set; }

    /// <summary><c>--health-start-period</c>, quoted.</summary>
    public string? HealthStartPeriod { get; set; }

    /// <summary><c>--health-timeout</c>, quoted.</summary>
    public string? HealthTimeout { get; set; }

    /// <summary><c>--hostname</c>, quoted.</summary>
    public string? Hostname { get; set; }

    /// <summary><c>--init</c>, when true.</summary>
    public bool? Init { get; set; }

    /// <summary><c>--interactive</c>, when true.</summary>
    public bool? Interactive { get; set; }

    /// <summary><c>--io-maxbandwidth</c>, quoted.</summary>
    public string? IoMaxbandwidth { get; set; }

    /// <summary><c>--io-maxiops</c>, quoted.</summary>
    public string? IoMaxiops { get; set; }

    /// <summary><c>--ip</c>, quoted.</summary>
    public string? Ip { get; set; }

    /// <summary><c>--ip6</c>, quoted.</summary>
    public string? Ip6 { get; set; }

    /// <summary><c>--ipc</c>, quoted.</summary>
    public string? Ipc { get; set; }

    /// <summary><c>--isolation</c>, quoted.</summary>
    public string? Isolation { get; set; }

    /// <summary><c>--kernel-memory</c>, quoted.</summary>
    public string? KernelMemory { get; set; }

    /// <summary><c>--label</c>, once for each value.</summary>
    public string[]? Label { get; set; }

    /// <summary><c>--label-file</c>, once for each value.</summary>
    public string[]? LabelFile { get; set; }

    /// <summary><c>--link</c>, once for each value.</summary>
    public string[]? Link { get; set; }

    /// <summary><c>--link-local-ip</c>, once for each value.</summary>
    public string[]? LinkLocalIp { get; set; }

    /// <summary><c>--log-driver</c>, quoted.</summary>
    public string? LogDriver { get; set; }

    /// <summary><c>--log-opt</c>, once for each value.</summary>
    public string[]? LogOpt { get; set; }

    /// <summary><c>--mac-address</c>, quoted.</summary>
    public string? MacAddress { get; set; }

    /// <summary><c>--memory</c>, quoted.</summary>
    public string? Memory { get; set; }

    /// <summary><c>--memory-reservation</c>, quoted.</summary>
    public string? MemoryReservation { get; set; }

    /// <summary><c>--memory-swap</c>, quoted.</summary>
    public string? MemorySwap { get; set; }

    /// <summary><c>--memory-swappiness</c>.</summary>
    public long? MemorySwappiness { get; set; }

    /// <summary><c>--mount</c>, once for each value.</summary>
    public string[]? Mount { get; set; }

    /// <summary><c>--name</c>, quoted.</summary>
    public string? Name { get; set; }

    /// <summary><c>--network</c>, quoted.</summary>
    public string? Network { get; set; }

    /// <summary><c>--network-alias</c>, once for each value.</summary>
    public string[]? NetworkAlias { get; set; }

    /// <summary><c>--no-healthcheck</c>, when true.</summary>
    public bool? NoHealthcheck { get; set; }

    /// <summary><c>--oom-kill-disable</c>, when true.</summary>
    public bool? OomKillDisable { get; set; }

    /// <summary><c>--oom-score-adj</c>.</summary>
    public int? OomScoreAdj { get; set; }

    /// <summary><c>--pid</c>, quoted.</summary>
    public string? Pid { get; set; }

    /// <summary><c>--pids-limit</c>.</summary>
    public long? PidsLimit { get; set; }

    /// <summary><c>--platform</c>, quoted.</summary>
    public string? Platform { get; set; }

    /// <summary><c>--privileged</c>, when true.</summary>
    public bool? Privileged { get; set; }

    /// <summary><c>--publish</c>, once for each value.</summary>
    public string[]? Publish { get; set; }

    /// <summary><c>--publish-all</c>, when true.</summary>
    public bool? PublishAll { get; set; }

    /// <summary><c>--read-only</c>, when true.</summary>
    public bool? ReadOnly { get; set; }

    /// <summary><c>--restart</c>, quoted.</summary>
    public string? Restart { get; set; }

    /// <summary><c>--rm</c>, when true.</summary>
    public bool? Rm { get; set; }

    /// <summary><c>--runtime</c>, quoted.</summary>
    public string? Runtime { get; set; }

    /// <summary><c>--security-opt</c>, once for each value.</summary>
    public string[]? SecurityOpt { get; set; }

    /// <summary><c>--shm-size</c>, quoted.</summary>
    public string? ShmSize { get; set; }

    /// <summary><c>--sig-proxy</c>, when true.</summary>
    public bool? SigProxy { get; set; }

    /// <summary><c>--stop-signal</c>, quoted.</summary>
    public string? StopSignal { get; set; }

    /// <summary><c>--stop-timeout</c>.</summary>
    public int? StopTimeout { get; set; }

    /// <summary><c>--storage-opt</c>, once for each value.</summary>
    public string[]? StorageOpt { get; set; }

    /// <summary><c>--sysctl</c>, once for each value.</summary>
    public string[]? Sysctl { get; set; }

    /// <summary><c>--tmpfs</c>, once for each value.</summary>
    public string[]? Tmpfs { get; set; }

    /// <summary><c>--tty</c>, when true.</summary>
    public bool? Tty { get; set; }

    /// <summary><c>--ulimit</c>, once for each value.</summary>
    public string[]? Ulimit { get; set; }

    /// <summary><c>--user</c>, quoted.</summary>
    public string? User { get; set; }

    /// <summary><c>--userns</c>, quoted.</summary>
    public string? Userns { get; set; }

    /// <summary><c>--uts</c>, quoted.</summary>
    public string? Uts { get; set; }

    /// <summary><c>--volume</c>, once for each value.</summary>
    public string[]? Volume { get; set; }

    /// <summary><c>--volume-driver</c>, quoted.</summary>
    public string? VolumeDriver { get; set; }

    /// <summary><c>--volumes-from</c>, once for each value.</summary>
    public string[]? VolumesFrom { get; set; }

    /// <summary><c>--workdir</c>, quoted.</summary>
    public string? Workdir { get; set; }
}
