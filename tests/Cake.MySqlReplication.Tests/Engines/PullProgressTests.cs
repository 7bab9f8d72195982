using Cake.Core.Diagnostics;
using Cake.MySqlReplication.Engines.Docker;
using Cake.MySqlReplication.Profiling;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

public sealed class PullProgressTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Log _log = new();
    private readonly PullProgress _progress;

    public PullProgressTests() => _progress = new PullProgress(_log, _clock, "mysql:9.7");

    [Fact]
    public void Layers_are_counted_by_what_the_client_writes_of_them()
    {
        Read("9.7: Pulling from library/mysql", "5e5a9a5f5b5c: Already exists", "0f4c8f9a2d1b: Pulling fs layer", "77aa88bb99cc: Pulling fs layer",
            "0f4c8f9a2d1b: Download complete", "0f4c8f9a2d1b: Pull complete", "Digest: sha256:b1", "Status: Downloaded newer image for mysql:9.7");

        Assert.Equal([(1, 1), (1, 2), (1, 3), (1, 3), (2, 3)], _log.Seen);
    }

    [Fact]
    public void A_line_every_few_seconds_says_how_far_it_is_and_one_when_it_is_done()
    {
        Read("0f4c8f9a2d1b: Pulling fs layer");
        _clock.Advance(TimeSpan.FromSeconds(6));
        Read("77aa88bb99cc: Pulling fs layer", "77aa88bb99cc: Pull complete");
        _progress.End(succeeded: true);

        Assert.Equal(["Pulling mysql:9.7: 0 of 2 layers, 6 s.", "Pulling mysql:9.7: done in 6.0 s."], _log.Lines);
        Assert.Empty(_log.Seen);
    }

    [Fact]
    public void Of_a_pull_that_failed_the_error_says_enough()
    {
        _progress.End(succeeded: false);

        Assert.Empty(_log.Lines);
    }

    private void Read(params string[] lines) => Array.ForEach(lines, _progress.Read);

    private sealed class Log : ICakeLog, ITransferObserver
    {
        public List<string> Lines { get; } = [];

        public List<(long, long?)> Seen { get; } = [];

        public Verbosity Verbosity { get; set; }

        public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args) => Lines.Add(string.Format(null, format, args));

        public bool Report(Transfer transfer)
        {
            Seen.Add((transfer.Done, transfer.Total));
            return false;
        }

        public void Ended(string what) => Seen.Clear();
    }
}
