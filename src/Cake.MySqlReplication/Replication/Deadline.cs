namespace Cake.MySqlReplication.Replication;

/// <summary>The end of a wait. Its clock can be replaced by a test's.</summary>
internal sealed class Deadline
{
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly string? _option;

    /// <param name="clock">What it counts by.</param>
    /// <param name="limit">How long it is until then.</param>
    /// <param name="option">The option that moves it, for messages; null where there is none.</param>
    public Deadline(TimeProvider clock, TimeSpan limit, string? option = null)
    {
        _clock = clock;
        _start = clock.GetTimestamp();
        _option = option;
        Limit = limit;
    }

    public TimeSpan Limit { get; }

    public TimeSpan Elapsed => _clock.GetElapsedTime(_start);

    public TimeSpan Left => Limit - Elapsed;

    public bool HasPassed => Left <= TimeSpan.Zero;

    /// <summary>The time that is left, or the most that one of several attempts may take, where that is less.</summary>
    public TimeSpan AtMost(TimeSpan attempt) => attempt < Left ? attempt : Left > TimeSpan.Zero ? Left : TimeSpan.Zero;

    /// <summary>The same limit, counted from now.</summary>
    public Deadline Again() => new(_clock, Limit, _option);

    /// <summary>A pause between two looks at what is waited for, never beyond the deadline.</summary>
    public Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) =>
        Task.Delay(AtMost(pause), _clock, cancellationToken);

    /// <summary>The limit in words: <c>60 seconds (--sync-timeout)</c>.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Limit.TotalSeconds:0.#} seconds") + (_option is null ? "" : $" ({_option})");
}
