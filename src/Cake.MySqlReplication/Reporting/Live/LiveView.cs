using System.Runtime.CompilerServices;
using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Reporting.Live;

/// <summary>
/// Shows a step on the terminal while it goes on, and leaves nothing of it there. Steps that are over at once show nothing and cost
/// nothing. A view that cannot be drawn is given up; the build goes on with the lines of its log.
/// </summary>
/// <param name="progress">What there is to show.</param>
/// <param name="planned">The servers that are known of when a step begins, with their addresses.</param>
/// <param name="tail">Reads the servers' logs.</param>
/// <param name="isColoured">Whether colours are wanted.</param>
/// <param name="clock">Decides when to look.</param>
internal sealed class LiveView(
    RunProgress progress, Func<IReadOnlyList<(string Name, string Address)>> planned, LogTail tail, bool isColoured, TimeProvider clock) : IRunObserver, ITransferObserver
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(125);

    /// <summary>A terminal has room for one view; other topologies of the same build go without.</summary>
    private static int _isTaken;

    private readonly Lock _lock = new();
    private ITimer? _timer;
    private ViewSession? _session;
    private bool _isOver;
    private int _isDrawing;

    /// <summary>A view of a topology; null where the build's output goes to no terminal, or nobody looks on.</summary>
    /// <param name="terminal">Where the output goes.</param>
    /// <param name="log">The build's log.</param>
    /// <param name="name">The topology's name.</param>
    /// <param name="recorded">Reads the topology; gives null where there is none yet.</param>
    /// <param name="readLog">Reads the end of a server's log.</param>
    public static LiveView? On(
        Terminal terminal, ICakeLog log, string name, Func<Topology?> recorded, Func<Topology, ServerSpec, CancellationToken, Task<IReadOnlyList<string>>> readLog)
    {
        if (!terminal.TakesView(log))
            return null;
        var clock = TimeProvider.System;
        var tail = new LogTail(
            async (server, token) => recorded() is { } topology && topology.Servers.FirstOrDefault(spec => spec.Name == server) is { } spec
                ? await readLog(topology, spec, token).ConfigureAwait(false) : [],
            clock);
        return new LiveView(new RunProgress(name, clock), () => Planned(recorded), tail, terminal.IsColoured, clock);
    }

    public void Began(string step, string phase, string server)
    {
        if (phase.Length > 0)
        {
            progress.Began(step, phase, server);
            return;
        }

        lock (_lock)
        {
            if (_isOver || _timer is not null || Interlocked.CompareExchange(ref _isTaken, 1, 0) != 0)
                return;
            progress.Begin(step, planned());
            _timer = clock.CreateTimer(_ => Draw(), null, Patience, Pause);
        }
    }

    public void Ended(string step, string phase, string server)
    {
        if (phase.Length > 0)
            progress.Ended(step, phase, server);
        else
            End();
    }

    public bool Report(Transfer transfer)
    {
        progress.Report(transfer);
        return _session is not null;
    }

    public void Ended(string what) => progress.Ended(what);

    private static IReadOnlyList<(string Name, string Address)> Planned(Func<Topology?> recorded)
    {
        try
        {
            return recorded() is { } topology
                ? [.. topology.SourcesFirst.Select(server => (server.Name, $"{topology.LocalAddress}:{server.Port}"))]
                : [];
        }
        catch (MySqlReplicationException)
        {
            // The record is damaged. The step itself says so.
            return [];
        }
    }

    private void Draw()
    {
        // The one before is not through yet.
        if (Interlocked.Exchange(ref _isDrawing, 1) != 0)
            return;
        ViewSession? session = null;
        try
        {
            session = Session();
            session?.Draw(progress.Look());
        }
        catch (Exception exception) when (exception is IOException or TypeLoadException or MissingMemberException or BadImageFormatException or InvalidOperationException)
        {
            // There is no Spectre.Console, or another one, or the terminal is gone. A step that has just ended takes its session along, too.
            if (session is null || session == _session)
                GiveUp();
        }
        finally
        {
            Volatile.Write(ref _isDrawing, 0);
        }
    }

    /// <summary>The session of the step, which begins with the first look at it; null when the step is over.</summary>
    private ViewSession? Session()
    {
        lock (_lock)
        {
            if (_timer is null || _isOver)
                return null;
            if (_session is null)
            {
                _session = Open();
                _ = tail.FollowAsync(Working, progress.Hear, _session.Token);
            }

            return _session;
        }
    }

    // On its own: who calls it loads Spectre.Console.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ViewSession Open() => ViewSession.Open(isColoured, GiveUp);

    private IEnumerable<string> Working() => progress.Look().Servers.Where(server => server.State == LiveState.Working).Select(server => server.Name);

    /// <summary>For the rest of the process.</summary>
    private void GiveUp()
    {
        _isOver = true;
        End();
    }

    private void End()
    {
        ViewSession? session;
        lock (_lock)
        {
            if (_timer is null)
                return;
            _timer.Dispose();
            _timer = null;
            (session, _session) = (_session, null);
        }

        session?.Dispose();
        Volatile.Write(ref _isTaken, 0);
    }
}
