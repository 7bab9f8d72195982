using Cake.MySqlReplication.Profiling;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Cake.MySqlReplication.Tests.Profiling;

public sealed class ProfileTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Profile _profile;

    public ProfileTests() => _profile = new Profile(_clock, TimeSpan.FromMilliseconds(300));

    [Fact]
    public void It_begins_with_what_ran_before_it() =>
        Assert.Equal([new ProfiledPhase("host start", "", "", 0, 300, 1)], _profile.Phases());

    [Fact]
    public void A_phase_belongs_to_the_step_in_which_it_began_and_counts_from_the_start_of_the_process()
    {
        using (_profile.MeasureStep("StartAll"))
        {
            Pass(5);
            using (_profile.Measure("launch", "master"))
                Pass(20);
        }

        Assert.Equal(
            [new ProfiledPhase("StartAll", "", "", 300, 25, 1), new ProfiledPhase("StartAll", "launch", "master", 305, 20, 1)],
            _profile.Phases().Skip(1));
    }

    [Fact]
    public void What_runs_several_times_for_a_server_is_added_up_and_other_servers_stand_apart()
    {
        using var step = _profile.MeasureStep("VerifySync");
        foreach (var server in new[] { "slave", "slave2", "slave" })
        {
            using (_profile.Measure("compare", server))
                Pass(10);
        }

        Assert.Equal(
            [new ProfiledPhase("VerifySync", "compare", "slave", 300, 20, 2), new ProfiledPhase("VerifySync", "compare", "slave2", 310, 10, 1)],
            _profile.Phases().Skip(1));
    }

    [Fact]
    public void What_is_disposed_twice_is_measured_once()
    {
        var span = _profile.Measure("launch");
        span.Dispose();
        Pass(10);
        span.Dispose();

        Assert.Equal(0, Assert.Single(_profile.Phases().Skip(1)).Milliseconds);
    }

    [Fact]
    public void What_has_ended_is_taken_once()
    {
        using (_profile.Measure("launch", "master"))
            Pass(20);

        Assert.Equal(["", "launch"], _profile.TakeEnded().Select(phase => phase.Phase));
        Assert.Empty(_profile.TakeEnded());
    }

    [Fact]
    public void The_table_has_phases_below_their_steps_and_the_whole_run_last()
    {
        using (_profile.MeasureStep("StartAll"))
        {
            using (_profile.Measure("launch", "master"))
                Pass(20);
        }

        Pass(30);

        Assert.Equal(
            [
                "at ms  took ms  phase               server",
                "    0      300  host start",
                "  300       20  StartAll",
                "  300       20    launch            master",
                "           350  the run as a whole",
            ],
            ProfileTable.Lines(_profile.Phases(), _profile.Elapsed));
    }

    private void Pass(int milliseconds) => _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
}
