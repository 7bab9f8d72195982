using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Reporting.History;
using Cake.MySqlReplication.Topologies;
using Cake.MySqlReplication.Verification;

namespace Cake.MySqlReplication.Evidence;

/// <summary>Takes down what this run does and measures, for reports of later runs, too.</summary>
internal sealed class RunRecorder(TopologyPaths paths, Profile profile, TimeProvider clock)
{
    private readonly DateTimeOffset _run = clock.GetUtcNow() - profile.Elapsed;
    private readonly List<HistoryLine> _unsaved = [];
    private (string Name, TimeSpan Start)? _running;

    /// <summary>Told that a step begins.</summary>
    public void Begin(string step) => _running = (step, profile.Elapsed);

    /// <summary>Told that it has ended.</summary>
    public void End(bool failed)
    {
        Take();
        var last = _unsaved.FindLastIndex(line => line.Phase is { Phase.Length: 0 } phase && phase.Step == _running?.Name);
        if (failed && last >= 0)
            _unsaved[last] = new HistoryLine(_unsaved[last].Phase! with { Failed = true }, null);
        _running = null;
    }

    /// <summary>Adds the lag that a verification measured.</summary>
    public void Add(SyncReport report) =>
        Add(report.Replicas.Select(replica => new LagSample(clock.GetUtcNow(), replica.Name, replica.Source, replica.LagMilliseconds)));

    /// <summary>Adds the lag that was measured on those servers that answered.</summary>
    public void Add(StatusReport report) => Add(
        from server in report.Servers
        where server.Silence is null
        from link in server.Replication
        select new LagSample(clock.GetUtcNow(), server.Name, link.Source, link.LagMilliseconds));

    /// <summary>What all runs did that are recorded, and this one up to now.</summary>
    /// <param name="failed">Whether the step that is under way is failing.</param>
    public IReadOnlyList<HistoryLine> All(bool failed)
    {
        Take();
        var lines = HistoryFile.Read(paths).Concat(_unsaved);
        return _running is { } step
            ? [.. lines, new HistoryLine(new RecordedPhase(_run, _run + step.Start, step.Name, "", "", Math.Round((profile.Elapsed - step.Start).TotalMilliseconds, 1), failed), null)]
            : [.. lines];
    }

    /// <summary>Writes down what is not written yet.</summary>
    public async Task SaveAsync()
    {
        Take();
        HistoryLine[] lines = [.. _unsaved];
        _unsaved.Clear();
        await HistoryFile.AppendAsync(paths, lines).ConfigureAwait(false);
    }

    private void Add(IEnumerable<LagSample> samples) => _unsaved.AddRange(samples.Select(sample => new HistoryLine(null, sample)));

    private void Take() =>
        _unsaved.AddRange(profile.TakeEnded().Select(phase => new HistoryLine(
            new RecordedPhase(_run, _run + TimeSpan.FromMilliseconds(phase.StartMilliseconds), phase.Step, phase.Phase, phase.Server, phase.Milliseconds), null)));
}
