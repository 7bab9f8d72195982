using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Profiling;

namespace Cake.MySqlReplication.Reporting.Live;

/// <summary>
/// The build's log, for all that this library says. By <c>--verbosity=quiet</c> Cake leaves out warnings, too: here they are
/// what is left beside errors.
/// </summary>
internal sealed class RunLog(ICakeLog log) : ICakeLog, ITransferObserver
{
    /// <summary>What shows transfers in place of the log; null where nothing does.</summary>
    public ITransferObserver? View { get; set; }

    public Verbosity Verbosity
    {
        get => log.Verbosity;
        set => log.Verbosity = value;
    }

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args) =>
        log.Write(level <= LogLevel.Warning ? Verbosity.Quiet : verbosity, level, format, args);

    public bool Report(Transfer transfer) => View?.Report(transfer) == true;

    public void Ended(string what) => View?.Ended(what);
}
