namespace Cake.MySqlReplication.Replication;

/// <summary>The end of a wait. Its clock can be replaced by a test's.</summary>
internal sealed class Deadline
{
    private readonly TimeProvider _clock;
    private readonly long _start;

    public Deadline(TimeProvider clock, TimeSpan limit)
    {
        _clock = clock;
        _start = clock.GetTimestamp();
        Limit = limit;
    }

    public TimeSpan Limit { get; }

    public TimeSpan Elapsed => _clock.GetElapsedTime(_start);

    public TimeSpan Left => Limit - Elapsed;

    public bool HasPassed => Left <= TimeSpan.Zero;

    /// <summary>A pause between two looks at what is waited for, never beyond the deadline.</summary>
    public Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) =>
        Task.Delay(pause < Left ? pause : Left > TimeSpan.Zero ? Left : TimeSpan.Zero, _clock, cancellationToken);
}
