using Cake.MySqlReplication.Evidence;
using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Reporting.History;
using Cake.MySqlReplication.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Cake.MySqlReplication.Tests.Evidence;

public sealed class RunRecorderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly Profile _profile;
    private readonly RunRecorder _recorder;

    public RunRecorderTests()
    {
        _profile = new Profile(_clock, TimeSpan.FromMilliseconds(300));
        _recorder = new RunRecorder(_folder.Paths, _profile, _clock);
        _folder.Write("{}", "mysql-replication.state.json");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Later_runs_add_to_what_earlier_ones_recorded()
    {
        Run("Prepare", failed: false);
        await _recorder.SaveAsync();
        var later = new RunRecorder(_folder.Paths, new Profile(_clock, TimeSpan.Zero), _clock);

        Assert.Equal(["host start", "Prepare", "host start"], later.All(failed: false).Select(line => line.Phase!.Step));
    }

    [Fact]
    public async Task What_is_saved_is_not_saved_again()
    {
        Run("Prepare", failed: false);
        await _recorder.SaveAsync();
        await _recorder.SaveAsync();

        Assert.Equal(2, HistoryFile.Read(_folder.Paths).Count);
    }

    [Fact]
    public void A_step_that_failed_is_marked_and_so_is_one_that_is_failing()
    {
        Run("Prepare", failed: true);
        _recorder.Begin("StartAll");
        _clock.Advance(TimeSpan.FromMilliseconds(40));

        var steps = _recorder.All(failed: true).Select(line => line.Phase!).ToList();

        Assert.Equal([("host start", false), ("Prepare", true), ("StartAll", true)], steps.Select(step => (step.Step, step.Failed)));
        Assert.Equal(40, steps[^1].Milliseconds);
    }

    private void Run(string step, bool failed)
    {
        _recorder.Begin(step);
        using (_profile.MeasureStep(step))
            _clock.Advance(TimeSpan.FromMilliseconds(5));
        _recorder.End(failed);
    }
}
