using System.Runtime.InteropServices;

namespace Cake.MySqlReplication.Reporting.Live;

/// <summary>A view that is on the terminal: it takes over the console's output, and gives that and the cursor back however it ends.</summary>
internal sealed class ViewSession : IDisposable
{
    private readonly FrameRenderer _renderer;
    private readonly LiveScreen _screen;
    private readonly TextWriter _output = Console.Out;
    private readonly TextWriter _errors = Console.Error;
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly CancellationTokenSource _disposed = new();
    private readonly EventHandler _processEnds;
    private int _isDisposed;

    private ViewSession(bool isColoured, Action ended)
    {
        _renderer = new FrameRenderer(isColoured, Console.OutputEncoding.CodePage == System.Text.Encoding.UTF8.CodePage);
        _screen = new LiveScreen(_output, Console.IsErrorRedirected ? null : _errors);
        _processEnds = (_, _) => ended();
        Token = _disposed.Token;
        Listen(ended);
        Console.SetOut(_screen.Output);
        if (_screen.Errors is { } errors)
            Console.SetError(errors);
    }

    /// <param name="isColoured">Whether colours are wanted.</param>
    /// <param name="ended">Called when the process is about to end.</param>
    public static ViewSession Open(bool isColoured, Action ended) => new(isColoured, ended);

    /// <summary>Ends with the session.</summary>
    public CancellationToken Token { get; }

    public void Draw(LiveFrame frame)
    {
        // Asked before anything is locked: the console has locks of its own.
        var (width, height) = (Console.WindowWidth, Console.WindowHeight);
        // The last column stays free: a terminal may begin a new line after it.
        if (width > 1 && height > 1)
            _screen.Draw(_renderer.Render(frame, width - 1, height - 1), width, height);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        _disposed.Cancel();
        _disposed.Dispose();
        Console.SetOut(_output);
        if (_screen.Errors is not null)
            Console.SetError(_errors);
        _screen.Dispose();
        _screen.Output.Dispose();
        _screen.Errors?.Dispose();
        _renderer.Dispose();
        AppDomain.CurrentDomain.ProcessExit -= _processEnds;
        _signals.ForEach(signal => signal.Dispose());
    }

    /// <summary>Whoever else listens to a signal decides what becomes of it.</summary>
    private void Listen(Action ended)
    {
        AppDomain.CurrentDomain.ProcessExit += _processEnds;
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT })
            _signals.Add(PosixSignalRegistration.Create(signal, _ => ended()));
    }
}
