namespace Cake.Docker;

/// <summary>The options of <c>docker exec</c>.</summary>
public sealed class DockerContainerExecSettings : AutoToolSettings
{
    /// <summary><c>--detach</c>, when true.</summary>
    public bool? Detach { get; set; }

    /// <summary><c>--detach-keys</c>, quoted.</summary>
    public string? DetachKeys { get; set; }

    /// <summary><c>--env</c>, once for each value.</summary>
    public string[]? Env { get; set; }

    /// <summary><c>--interactive</c>, when true.</summary>
    public bool? Interactive { get; set; }

    /// <summary><c>--privileged</c>, when true.</summary>
    public bool? Privileged { get; set; }

    /// <summary><c>--tty</c>, when true.</summary>
    public bool? Tty { get; set; }

    /// <summary><c>--user</c>, quoted.</summary>
    public string? User { get; set; }

    /// <summary><c>--workdir</c>, quoted.</summary>
    public string? Workdir { get; set; }
}
