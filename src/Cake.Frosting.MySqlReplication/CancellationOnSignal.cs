using System.Runtime.InteropServices;

namespace Cake.Frosting.MySqlReplication;

/// <summary>Turns the first SIGINT or SIGTERM into a cancellation, so that a task can clean up. A second one ends the process.</summary>
public sealed class CancellationOnSignal : IDisposable
{
    private static readonly Lock Counting = new();
    private static int _listeners;
    private static TaskCompletionSource _silence = Silence();

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private bool _isCancelling;
    private bool _isDisposed;

    /// <summary>Begins to listen.</summary>
    public CancellationOnSignal()
    {
        lock (Counting)
        {
            if (_listeners++ == 0)
                _silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Stops to listen.</summary>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        lock (_lock)
        {
            if (!_isDisposed)
                StopCounting();
            _isDisposed = true;
            // Who cancels it still needs it, and disposes of it then.
            if (_isCancelling)
                return;
        }

        _source.Dispose();
    }

    /// <summary>Ends when no step listens to signals.</summary>
    internal static Task NobodyListensAsync()
    {
        lock (Counting)
            return _silence.Task;
    }

    internal void OnSignal(PosixSignalContext context)
    {
        // Its end may come at the same moment as a signal, which then is nobody's but the process's.
        lock (_lock)
        {
            if (_isDisposed || _source.IsCancellationRequested)
                return;
            context.Cancel = true;
            _isCancelling = true;
        }

        _source.Cancel();
        lock (_lock)
        {
            _isCancelling = false;
            if (!_isDisposed)
                return;
        }

        _source.Dispose();
    }

    private static TaskCompletionSource Silence()
    {
        var silence = new TaskCompletionSource();
        silence.SetResult();
        return silence;
    }

    private static void StopCounting()
    {
        lock (Counting)
        {
            if (--_listeners == 0)
                _silence.SetResult();
        }
    }
}
