using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Engines.Process.Installations;
using Cake.MySqlReplication.Profiling;
using Cake.MySqlReplication.Replication.Growth;
using Cake.MySqlReplication.Reporting.Live;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Cake.MySqlReplication.Tests.Reporting.Live;

public sealed class RunLogTests
{
    private readonly Log _inner = new();
    private readonly RunLog _log;

    public RunLogTests() => _log = new RunLog(_inner);

    [Fact]
    public void Quiet_leaves_errors_and_warnings()
    {
        _log.Error("{0}", "an error");
        _log.Warning("{0}", "a warning");
        _log.Information("{0}", "an information");
        _log.Verbose("{0}", "a detail");

        Assert.Equal(
            [(Verbosity.Quiet, "an error"), (Verbosity.Quiet, "a warning"), (Verbosity.Normal, "an information"), (Verbosity.Verbose, "a detail")], _inner.Written);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    public void What_people_see_of_a_transfer_the_log_does_not_say_but_for_its_end(bool isSeen, int lines)
    {
        var view = new View(isSeen);
        _log.View = view;
        var clock = new FakeTimeProvider();
        var progress = new FetchProgress(_log, clock, "Fetching");

        clock.Advance(TimeSpan.FromSeconds(4));
        progress.Report(10_000_000, 40_000_000);
        progress.Done(40_000_000);

        Assert.Equal(lines, _inner.Written.Count);
        Assert.Equal(["Fetching 10000000 of 40000000", "Fetching ended"], view.Heard);
    }

    [Fact]
    public void A_copy_of_more_than_was_estimated_has_no_end_that_is_known()
    {
        var view = new View(isSeen: true);
        _log.View = view;
        var progress = new CopyProgress(_log, new FakeTimeProvider(), "slave2") { Total = 50 };

        progress.Add(40);
        progress.Add(20);

        Assert.Equal(["Copying to slave2 40 of 50", "Copying to slave2 60 of "], view.Heard);
    }

    private sealed class View(bool isSeen) : ITransferObserver
    {
        public List<string> Heard { get; } = [];

        public bool Report(Transfer transfer)
        {
            Heard.Add($"{transfer.What} {transfer.Done} of {transfer.Total}");
            return isSeen;
        }

        public void Ended(string what) => Heard.Add($"{what} ended");
    }

    private sealed class Log : ICakeLog
    {
        public List<(Verbosity Verbosity, string Text)> Written { get; } = [];

        public Verbosity Verbosity { get; set; } = Verbosity.Normal;

        public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args) =>
            Written.Add((verbosity, string.Format(null, format, args)));
    }
}
