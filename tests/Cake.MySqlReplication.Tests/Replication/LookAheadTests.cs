using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Cake.MySqlReplication.Tests.Replication;

public sealed class LookAheadTests
{
    private readonly CountingEngine _engine = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly LookAhead _look;

    public LookAheadTests() => _look = new LookAhead(_engine, new TopologyId("mysql", "/base"), _clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_asked_a_moment_ago_is_not_asked_again_but_once()
    {
        _look.Begin(Token);
        _clock.Advance(TimeSpan.FromMilliseconds(999));

        Assert.Equal(["looked 1"], (await _look.FindAsync(Token)).Keys);
        Assert.Equal(["looked 2"], (await _look.FindAsync(Token)).Keys);
    }

    [Fact]
    public async Task What_was_asked_long_ago_is_asked_again()
    {
        _look.Begin(Token);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["looked 2"], (await _look.FindAsync(Token)).Keys);
    }

    [Fact]
    public async Task Where_there_was_nothing_a_moment_ago_nobody_looks_again_but_once()
    {
        _look.Begin(Token);
        _look.FoundNothing();

        Assert.Empty(await _look.FindAsync(Token));
        Assert.Equal(["looked 2"], (await _look.FindAsync(Token)).Keys);
    }

    private sealed class CountingEngine : FakeEngine
    {
        private int _looks;

        public override Task<IReadOnlyDictionary<string, ServerPresence>> FindAsync(TopologyId id, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<string, ServerPresence>>(
                new Dictionary<string, ServerPresence> { [$"looked {++_looks}"] = ServerPresence.Running });
    }
}
