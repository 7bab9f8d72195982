using Cake.Core.Diagnostics;

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
        if (clock.GetElapsedTime(_last) < Pause)
            return;
        _last = clock.GetTimestamp();
        log.Information("{0}: {1}, {2:0} s.", what, Amount(bytes, total), Elapsed.TotalSeconds);
    }

    /// <summary>The last word.</summary>
    public void Done(long bytes) => log.Information("{0}: done, {1} in {2:0.0} s.", what, Amount(bytes, null), Elapsed.TotalSeconds);

    /// <summary>Reports the growth of folders while something else fills them.</summary>
    public async Task<T> WatchAsync<T>(Task<T> work, long? total, params string[] folders)
    {
        while (await Task.WhenAny(work, Task.Delay(Look, clock)).ConfigureAwait(false) != work)
            Report(folders.Sum(BytesIn), total);
        return await work.ConfigureAwait(false);
    }

    internal static string Amount(long bytes, long? total) =>
        total is null ? FormattableString.Invariant($"{bytes / 1e6:0.0} MB")
        : FormattableString.Invariant($"{bytes / 1e6:0.0} of {total / 1e6:0.0} MB");

    /// <summary>The bytes in a folder. What another process renames or removes meanwhile is no matter.</summary>
    internal static long BytesIn(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Exists ? file.Length : 0);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
