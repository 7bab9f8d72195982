using System.Runtime.InteropServices;

namespace Cake.Frosting.MySqlReplication;

/// <summary>Turns the first SIGINT or SIGTERM into a cancellation, so that a step can clean up. A second one ends the process.</summary>
public sealed class CancellationOnSignal : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

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
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested)
            return;

        context.Cancel = true;
        _source.Cancel();
    }
}
