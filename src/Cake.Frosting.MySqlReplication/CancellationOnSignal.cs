using System.Runtime.InteropServices;

namespace Cake.Frosting.MySqlReplication;

/// <summary>Turns the first SIGINT or SIGTERM into a cancellation, so that a task can clean up. A second one ends the process.</summary>
public sealed class CancellationOnSignal : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private bool _isCancelling;
    private bool _isDisposed;

    /// <summary>Begins to listen.</summary>
    public CancellationOnSignal() =>
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Stops to listen.</summary>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        lock (_lock)
        {
            _isDisposed = true;
            // Who cancels it still needs it, and disposes of it then.
            if (_isCancelling)
                return;
        }

        _source.Dispose();
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
}
