using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Profiling;

namespace Cake.MySqlReplication.Replication.Growth;

/// <summary>Says how much was copied, how much there is, and how fast it goes; every few seconds at most.</summary>
internal sealed class CopyProgress(ICakeLog log, TimeProvider clock, string server)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly long _start = clock.GetTimestamp();
    private long _last = clock.GetTimestamp();

    /// <summary>About how many bytes there are.</summary>
    public long Total { get; set; }

    public long Copied { get; private set; }

    public void Add(long bytes) => Set(Copied + bytes);

    public void Set(long bytes)
    {
        Copied = bytes;
        if ((log as ITransferObserver)?.Report(new Transfer(What, Copied, Copied > Total ? null : Total)) == true || clock.GetElapsedTime(_last) < Pause)
            return;
        _last = clock.GetTimestamp();
        log.Information("{0}: {1}", server, FormattableString.Invariant($"{Copied / 1e6:0} of about {Math.Max(Total, Copied) / 1e6:0} MB copied, {Rate:0.0} MB/s."));
    }

    /// <summary>The last word.</summary>
    public void Done(string how)
    {
        (log as ITransferObserver)?.Ended(What);
        log.Information("{0}: {1}", server, FormattableString.Invariant($"{Copied / 1e6:0.0} MB copied by {how} in {Elapsed.TotalSeconds:0.0} s, {Rate:0.0} MB/s."));
    }

    private string What => $"Copying to {server}";

    private TimeSpan Elapsed => clock.GetElapsedTime(_start);

    private double Rate => Copied / 1e6 / Math.Max(Elapsed.TotalSeconds, 0.001);
}
