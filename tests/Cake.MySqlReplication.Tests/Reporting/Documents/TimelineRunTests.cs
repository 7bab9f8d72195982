using Cake.MySqlReplication.Reporting.Documents;
using Cake.MySqlReplication.Reporting.History;
using Xunit;

namespace Cake.MySqlReplication.Tests.Reporting.Documents;

public sealed class TimelineRunTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Runs_are_told_apart_by_when_their_processes_began()
    {
        var runs = TimelineRun.Of([Phase("VerifySync", "", 0, 10, Begin.AddMinutes(1)), Phase("Prepare", "", 0, 5), Phase("StartAll", "", 5, 20)]);

        Assert.Equal(["Prepare, StartAll", "VerifySync"], runs.Select(run => run.Title));
        Assert.Equal(25, runs[0].Milliseconds);
    }

    [Fact]
    public void A_run_that_merely_looked_is_none() => Assert.Empty(TimelineRun.Of([Phase("host start", "", 0, 300)]));

    [Fact]
    public void What_runs_within_something_else_has_a_lane_below_it()
    {
        var run = Assert.Single(TimelineRun.Of([Phase("StartAll", "fill", 2, 3), Phase("StartAll", "launch", 1, 9), Phase("StartAll", "boot", 10, 5)]));

        Assert.Equal([["launch", "boot"], ["fill"]], run.Lanes("master").Select(lane => lane.Select(phase => phase.Phase).ToArray()));
    }

    [Fact]
    public void The_start_of_a_process_is_told_once_however_often_it_opens_topologies()
    {
        var run = Assert.Single(TimelineRun.Of([Phase("host start", "", 0, 300), Phase("host start", "", 0, 900), Phase("Prepare", "", 300, 5)]));

        Assert.Equal([300, 5], run.Steps.Select(step => step.Milliseconds));
        Assert.Equal("Prepare", run.Title);
    }

    [Theory]
    [InlineData(0.44, "0.4 ms")]
    [InlineData(9.96, "10 ms")]
    [InlineData(999.7, "1.00 s")]
    [InlineData(9994, "9.99 s")]
    [InlineData(12_340, "12.3 s")]
    [InlineData(125_000, "2 min 5 s")]
    public void Times_are_told_as_exactly_as_they_matter(double milliseconds, string text) => Assert.Equal(text, Figures.Duration(milliseconds));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1.5, 2)]
    [InlineData(5, 5)]
    [InlineData(51, 100)]
    public void Axes_have_even_steps(double value, double rounded) => Assert.Equal(rounded, Figures.RoundUp(value));

    private static RecordedPhase Phase(string step, string phase, double at, double took, DateTimeOffset? run = null) =>
        new(run ?? Begin, (run ?? Begin).AddMilliseconds(at), step, phase, phase.Length == 0 ? "" : "master", took);
}
