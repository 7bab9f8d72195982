using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Reporting.Live;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Cake.MySqlReplication.Tests.Reporting.Live;

public sealed class RunProgressTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly RunProgress _progress;
    private readonly Profile _profile;

    public RunProgressTests()
    {
        _progress = new RunProgress("orders", _clock);
        _profile = new Profile(_clock, TimeSpan.Zero) { Observer = _progress };
        _progress.Begin("StartAll", [("master", "127.0.0.1:3307"), ("slave", "127.0.0.1:3308")]);
    }

    [Fact]
    public void Servers_that_are_planned_wait() =>
        Assert.Equal(
            [new LiveServer("master", "127.0.0.1:3307", LiveState.Idle, "", TimeSpan.Zero, ""), new LiveServer("slave", "127.0.0.1:3308", LiveState.Idle, "", TimeSpan.Zero, "")],
            _progress.Look().Servers);

    [Fact]
    public void A_server_is_in_the_innermost_phase_that_goes_on()
    {
        using var launch = _profile.Measure("launch", "slave");
        Pass(2);
        using (_profile.Measure("fill the data directory", "slave"))
        {
            Pass(1);
            Assert.Equal(("fill the data directory", TimeSpan.FromSeconds(3)), (Slave.Phase, Slave.Elapsed));
        }

        Assert.Equal((LiveState.Working, "launch"), (Slave.State, Slave.Phase));
    }

    [Fact]
    public void When_all_phases_are_over_it_is_done_and_its_time_stands_still()
    {
        using (_profile.Measure("launch", "slave"))
            Pass(2);
        _progress.Hear("slave", "ready for connections");
        Pass(5);

        Assert.Equal(new LiveServer("slave", "127.0.0.1:3308", LiveState.Done, "launch", TimeSpan.FromSeconds(2), ""), Slave);
    }

    [Fact]
    public void One_that_nobody_planned_is_added()
    {
        using var launch = _profile.Measure("launch", "slave2");

        Assert.Equal(["master", "slave", "slave2"], _progress.Look().Servers.Select(server => server.Name));
    }

    [Fact]
    public void The_title_names_the_step_and_what_is_done_for_all()
    {
        Assert.Equal("orders: starting servers", _progress.Look().Title);
        using (_profile.Measure("what servers share"))
            Assert.Equal("orders: starting servers · what servers share", _progress.Look().Title);
        Assert.Equal("orders: starting servers", _progress.Look().Title);
    }

    [Fact]
    public void A_transfer_has_a_rate_from_its_beginning_on_and_goes_when_it_ends()
    {
        _progress.Report(new Transfer("Fetching", 0, 100));
        Pass(4);
        _progress.Report(new Transfer("Fetching", 40, 100));

        Assert.Equal([new LiveTransfer("Fetching", 40, 100, "", 10)], _progress.Look().Transfers);
        _progress.Ended("Fetching");
        Assert.Empty(_progress.Look().Transfers);
    }

    [Fact]
    public void The_next_step_begins_afresh()
    {
        using var launch = _profile.Measure("launch", "slave");
        _progress.Report(new Transfer("Fetching", 0, 100));
        Pass(4);

        _progress.Begin("VerifySync", []);

        var frame = _progress.Look();
        Assert.Equal(("orders: verifying", TimeSpan.Zero), (frame.Title, frame.Elapsed));
        Assert.Empty(frame.Servers);
        Assert.Empty(frame.Transfers);
    }

    private LiveServer Slave => _progress.Look().Servers.Single(server => server.Name == "slave");

    private void Pass(int seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));
}
