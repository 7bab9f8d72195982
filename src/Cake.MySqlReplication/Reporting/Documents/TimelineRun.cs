using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Reporting.History;

namespace Cake.MySqlReplication.Reporting.Documents;

/// <summary>What one run of a build did: steps one after the other, and in them phases of servers side by side.</summary>
internal sealed class TimelineRun
{
    private TimelineRun(DateTimeOffset begin, IReadOnlyList<RecordedPhase> all)
    {
        Begin = begin;
        Steps = [.. all.Where(phase => phase.Phase.Length == 0).OrderBy(phase => phase.At)];
        Phases = [.. all.Where(phase => phase.Phase.Length > 0).OrderBy(phase => phase.At)];
        Milliseconds = all.Max(phase => EndOf(phase));
    }

    public DateTimeOffset Begin { get; }

    public IReadOnlyList<RecordedPhase> Steps { get; }

    public IReadOnlyList<RecordedPhase> Phases { get; }

    public double Milliseconds { get; }

    public bool Failed => Steps.Any(step => step.Failed);

    /// <summary>The names of what it did.</summary>
    public string Title => string.Join(", ", Steps.Where(IsOwn).Select(step => step.Step).Distinct());

    /// <summary>From the beginning of the run, in milliseconds.</summary>
    public double BeginOf(RecordedPhase phase) => Math.Max(0, (phase.At - Begin).TotalMilliseconds);

    public double EndOf(RecordedPhase phase) => BeginOf(phase) + phase.Milliseconds;

    /// <summary>The runs that did a step, the oldest first. Of those that merely looked there is nothing to tell.</summary>
    public static IReadOnlyList<TimelineRun> Of(IEnumerable<RecordedPhase> phases) =>
        [.. phases.GroupBy(phase => phase.Run).Where(run => run.Any(IsOwn)).OrderBy(run => run.Key).Select(run => new TimelineRun(run.Key, OneStart(run)))];

    /// <summary>
    /// Lanes in which nothing overlaps, one below the other: what runs within something else stands below it.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<RecordedPhase>> Lanes(string server)
    {
        var lanes = new List<List<RecordedPhase>>();
        foreach (var phase in Phases.Where(phase => phase.Server == server).OrderBy(BeginOf).ThenByDescending(phase => phase.Milliseconds))
        {
            var lane = lanes.Find(lane => EndOf(lane[^1]) <= BeginOf(phase) + 0.5);
            if (lane is null)
                lanes.Add(lane = []);
            lane.Add(phase);
        }

        return lanes;
    }

    private static bool IsOwn(RecordedPhase step) => step.Step != Profile.HostStart;

    /// <summary>A process that opens a topology several times tells each time what ran before: the first one says all.</summary>
    private static List<RecordedPhase> OneStart(IEnumerable<RecordedPhase> phases)
    {
        var all = phases.ToList();
        var start = all.Where(phase => !IsOwn(phase)).MinBy(phase => phase.Milliseconds);
        return [.. all.Where(phase => IsOwn(phase) || phase == start)];
    }
}
