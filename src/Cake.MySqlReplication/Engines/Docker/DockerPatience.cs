namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>How long a docker command is waited for.</summary>
/// <param name="Deadline">From its start; null for as long as it takes.</param>
/// <param name="Grace">From a cancellation on: what changes something is seen to its end if that is near.</param>
internal sealed record DockerPatience(TimeSpan? Deadline, TimeSpan Grace)
{
    private static readonly string[] Looking = ["inspect", "ps", "logs", "version", "image inspect", "network ls"];

    /// <summary>For what only looks.</summary>
    public static DockerPatience Look { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.Zero);

    /// <summary>For what creates or removes: cut off half-way, it may leave what nobody knows of.</summary>
    public static DockerPatience Change { get; } = new(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(10));

    /// <summary>For a pull, which shows its progress, and of which half is no harm.</summary>
    public static DockerPatience Pull { get; } = new(null, TimeSpan.Zero);

    /// <summary>For a wait, which takes as long as what it waits for.</summary>
    public static DockerPatience Wait { get; } = new(null, TimeSpan.Zero);

    public static DockerPatience For(string command) =>
        command.StartsWith("wait ", StringComparison.Ordinal) ? Wait :
        Array.Exists(Looking, words => (command + " ").StartsWith(words + " ", StringComparison.Ordinal)) ? Look : Change;
}
