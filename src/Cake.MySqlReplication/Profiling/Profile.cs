namespace Cake.MySqlReplication.Profiling;

/// <summary>
/// Where the time of a run goes. Those that are given none measure nothing. Phases of different servers overlap, so that
/// their times add up to more than their step's.
/// </summary>
/// <param name="clock">Measures.</param>
/// <param name="sinceStart">How long the process has run.</param>
internal sealed class Profile(TimeProvider clock, TimeSpan sinceStart)
{
    /// <summary>What runs before the first step: the runtime, Cake, the build's own code.</summary>
    public const string HostStart = "host start";

    private readonly Lock _lock = new();
    private readonly long _begin = clock.GetTimestamp();
    private readonly List<ProfiledPhase> _ended = [new(HostStart, "", "", 0, Round(sinceStart), 1)];
    private string _step = HostStart;
    private int _taken;

    /// <summary>Is told what begins and ends; null where nobody looks on.</summary>
    public IRunObserver? Observer { get; set; }

    /// <summary>Measures a step until what is returned is disposed. Phases that begin from now on are its own.</summary>
    public IDisposable MeasureStep(string step)
    {
        lock (_lock)
            _step = step;
        return new Span(this, step, "", "").Begin();
    }

    /// <summary>Measures a phase until what is returned is disposed.</summary>
    public IDisposable Measure(string phase, string server = "")
    {
        string step;
        lock (_lock)
            step = _step;
        return new Span(this, step, phase, server).Begin();
    }

    /// <summary>What has ended, in the order in which it began; what ran more than once in a step stands there once.</summary>
    public IReadOnlyList<ProfiledPhase> Phases()
    {
        lock (_lock)
        {
            return
            [
                .. _ended
                    .GroupBy(phase => (phase.Step, phase.Phase, phase.Server))
                    .Select(same => same.First() with
                    {
                        StartMilliseconds = same.Min(phase => phase.StartMilliseconds),
                        Milliseconds = Math.Round(same.Sum(phase => phase.Milliseconds), 1),
                        Times = same.Count(),
                    })
                    .OrderBy(phase => phase.StartMilliseconds)
                    .ThenBy(phase => phase.Phase.Length > 0),
            ];
        }
    }

    /// <summary>What has ended since this was called last, in the order of the ends, each time by itself.</summary>
    public IReadOnlyList<ProfiledPhase> TakeEnded()
    {
        lock (_lock)
        {
            var ended = _ended[_taken..];
            _taken = _ended.Count;
            return ended;
        }
    }

    /// <summary>How long the process has run by now.</summary>
    public TimeSpan Elapsed => sinceStart + clock.GetElapsedTime(_begin);

    private static double Round(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);

    private void Add(ProfiledPhase phase)
    {
        lock (_lock)
            _ended.Add(phase);
    }

    private sealed class Span(Profile profile, string step, string phase, string server) : IDisposable
    {
        private readonly TimeSpan _start = profile.Elapsed;
        private bool _isOver;

        public Span Begin()
        {
            profile.Observer?.Began(step, phase, server);
            return this;
        }

        public void Dispose()
        {
            if (_isOver)
                return;
            _isOver = true;
            profile.Add(new ProfiledPhase(step, phase, server, Round(_start), Round(profile.Elapsed - _start), 1));
            profile.Observer?.Ended(step, phase, server);
        }
    }
}
