using System.Collections.Concurrent;
using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Profiling;

namespace Cake.MySqlReplication.Engines.Docker;

/// <summary>
/// Counts the layers of an image that is pulled, by the lines that the client writes where its output is no terminal. How many
/// bytes have come it writes to terminals alone.
/// </summary>
internal sealed class PullProgress(ICakeLog log, TimeProvider clock, string image)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly long _start = clock.GetTimestamp();
    private readonly ConcurrentDictionary<string, bool> _layers = new();
    private long _last = clock.GetTimestamp();

    private string What => $"Pulling {image}";

    /// <summary>A line such as <c>5e5a9a5f5b5c: Pull complete</c>; others tell of no layer.</summary>
    public void Read(string line)
    {
        if (line.Split(": ") is not [var layer, var state] || !IsState(state))
            return;
        var isDone = state is "Pull complete" or "Already exists";
        _layers.AddOrUpdate(layer, isDone, (_, was) => was || isDone);
        var (done, total) = (_layers.Count(known => known.Value), _layers.Count);
        if ((log as ITransferObserver)?.Report(new Transfer(What, done, total, "layers")) == true || clock.GetElapsedTime(_last) < Pause)
            return;
        _last = clock.GetTimestamp();
        log.Information("{0}: {1} of {2} layers, {3:0} s.", What, done, total, clock.GetElapsedTime(_start).TotalSeconds);
    }

    /// <summary>The last word; none where it failed.</summary>
    public void End(bool succeeded)
    {
        (log as ITransferObserver)?.Ended(What);
        if (succeeded)
            log.Information("{0}: done in {1:0.0} s.", What, clock.GetElapsedTime(_start).TotalSeconds);
    }

    private static bool IsState(string words) =>
        words is "Pulling fs layer" or "Waiting" or "Verifying Checksum" or "Download complete" or "Pull complete" or "Already exists";
}
