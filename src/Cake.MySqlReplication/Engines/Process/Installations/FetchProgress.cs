using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Profiling;

namespace Cake.MySqlReplication.Engines.Process.Installations;

/// <summary>Says every few seconds how far a transfer is, so that nobody wonders whether anything happens.</summary>
internal sealed class FetchProgress(ICakeLog log, TimeProvider clock, string what)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private readonly long _start = clock.GetTimestamp();
    private long _last = clock.GetTimestamp();

    private TimeSpan Elapsed => clock.GetElapsedTime(_start);

    /// <summary>Such as <c>Fetching MySQL 9.7.4 from Debian sid: 38.1 of 61.7 MB, 9 s.</c>.</summary>
    public void Report(long bytes, long? total)
    {
        if ((log as ITransferObserver)?.Report(new Transfer(what, bytes, total)) == true || clock.GetElapsedTime(_last) < Pause)
            return;
        _last = clock.GetTimestamp();
        log.Information("{0}: {1}, {2:0} s.", what, Amount(bytes, total), Elapsed.TotalSeconds);
    }

    /// <summary>The last word.</summary>
    public void Done(long bytes)
    {
        (log as ITransferObserver)?.Ended(what);
        log.Information("{0}: done, {1} in {2:0.0} s.", what, Amount(bytes, null), Elapsed.TotalSeconds);
    }

    /// <summary>The last word where the bytes are not known.</summary>
    public void Done()
    {
        (log as ITransferObserver)?.Ended(what);
        log.Information("{0}: done in {1:0.0} s.", what, Elapsed.TotalSeconds);
    }

    /// <summary>Reports on something else's work while it goes on.</summary>
    public async Task<T> WatchAsync<T>(Task<T> work, long? total, Func<long> bytes)
    {
        while (await Task.WhenAny(work, Task.Delay(Look, clock)).ConfigureAwait(false) != work)
            Report(bytes(), total);
        return await work.ConfigureAwait(false);
    }

    internal static string Amount(long bytes, long? total) =>
        total is null ? FormattableString.Invariant($"{bytes / 1e6:0.0} MB")
        : FormattableString.Invariant($"{bytes / 1e6:0.0} of {total / 1e6:0.0} MB");

    /// <summary>The bytes in a folder's files with one of these endings. What another process moves or removes meanwhile is no matter.</summary>
    public static long BytesIn(string folder, params string[] endings)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
                .Where(file => endings.Any(ending => file.Name.EndsWith(ending, StringComparison.Ordinal)))
                .Sum(file => file.Exists ? file.Length : 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
