namespace ReadWriteSplit;

/// <summary>How patient a <see cref="SplitDatabase"/> is.</summary>
public sealed record SplitOptions
{
    /// <summary>How long a read waits until a replica has what it is to see, before it goes to the source. Default 500 ms.</summary>
    public TimeSpan ReplicaPatience { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a write waits for a server that takes writes. Default 30 s, which a failover should not need.</summary>
    public TimeSpan FailoverPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long is waited between two searches for such a server. Default 100 ms.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(100);
}
