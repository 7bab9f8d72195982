namespace Cake.MySqlReplication.Reporting.Live;

/// <summary>What is done with one server in a step. Phases lie in one another: a launch fills a data directory, say.</summary>
internal sealed class ServerProgress(string name, string address)
{
    private readonly List<string> _open = [];
    private string _last = "";
    private long _start;
    private long _end;

    public string Name => name;

    public string LastLine { get; set; } = "";

    public void Begin(string phase, long now)
    {
        if (_last.Length == 0)
            _start = now;
        _open.Add(phase);
        _last = phase;
    }

    public void End(string phase, long now)
    {
        _open.Remove(phase);
        _end = now;
    }

    public LiveServer Look(TimeProvider clock, long now)
    {
        var state = _open.Count > 0 ? LiveState.Working : _last.Length > 0 ? LiveState.Done : LiveState.Idle;
        return new LiveServer(
            name,
            address,
            state,
            state == LiveState.Working ? _open[^1] : _last,
            state == LiveState.Idle ? TimeSpan.Zero : clock.GetElapsedTime(_start, state == LiveState.Working ? now : _end),
            state == LiveState.Working ? LastLine : "");
    }
}
