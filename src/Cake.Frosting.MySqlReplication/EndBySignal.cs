using System.Runtime.InteropServices;

namespace Cake.Frosting.MySqlReplication;

/// <summary>
/// Ends the process after the first SIGINT or SIGTERM, and does something before that. A step that listens itself is left to end
/// first. A second signal ends the process at once.
/// </summary>
internal sealed class EndBySignal
{
    /// <summary>What shells add to a signal's number.</summary>
    private const int SignalExitCode = 128;

    private readonly Lock _lock = new();
    private readonly Func<Task> _before;
    private readonly PosixSignalRegistration[] _registrations;
    private Task? _underWay;
    private bool _isSignalled;
    private bool _isTakenOver;

    public EndBySignal(Func<Task> before)
    {
        _before = before;
        _registrations = [Register(PosixSignal.SIGINT, 2), Register(PosixSignal.SIGTERM, 15)];
    }

    /// <summary>Leaves the end of the process to the caller, who has come to the end by himself. A first signal does nothing from here on.</summary>
    /// <returns>What is being done because of a signal; null where there was none.</returns>
    public Task? TakeOver()
    {
        lock (_lock)
        {
            _isTakenOver = true;
            return _underWay;
        }
    }

    /// <summary>Stops to listen.</summary>
    public void Stop()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private PosixSignalRegistration Register(PosixSignal signal, int number) => PosixSignalRegistration.Create(signal, context =>
    {
        lock (_lock)
        {
            if (_isSignalled)
                return;
            _isSignalled = true;
            context.Cancel = true;
            ExitCode.Become(SignalExitCode + number);
            if (_isTakenOver)
                return;
            _underWay = Task.Run(DoAsync);
        }

        _ = EndAsync(_underWay, SignalExitCode + number);
    });

    private async Task DoAsync()
    {
        await CancellationOnSignal.NobodyListensAsync().ConfigureAwait(false);
        await _before().ConfigureAwait(false);
    }

    private async Task EndAsync(Task underWay, int exitCode)
    {
        await underWay.ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
        lock (_lock)
        {
            if (_isTakenOver)
                return;
        }

        if (underWay.Exception is { InnerException: { } reason })
            await Console.Error.WriteLineAsync("Error: " + reason.Message).ConfigureAwait(false);
        Environment.Exit(exitCode);
    }
}
