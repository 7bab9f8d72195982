using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Replication;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Topologies;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Cake.MySqlReplication.Tests.Replication;

public sealed class LookAheadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CountingEngine _engine = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly LookAhead _look;
    private bool _answer;
    private bool _wereAsked;

    public LookAheadTests() => _look = new LookAhead(_engine, new TopologyId("mysql", "/base"), _clock, (_, _) =>
    {
        _wereAsked = true;
        return Task.FromResult(_answer);
    });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_asked_a_moment_ago_is_not_asked_again_but_once()
    {
        _look.Begin(Running(), Token);
        _clock.Advance(TimeSpan.FromMilliseconds(999));

        Assert.Equal(["looked 1"], (await _look.FindAsync(Token)).Keys);
        Assert.Equal(["looked 2"], (await _look.FindAsync(Token)).Keys);
    }

    [Fact]
    public async Task What_was_asked_long_ago_is_asked_again()
    {
        _look.Begin(Running(), Token);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["looked 2"], (await _look.FindAsync(Token)).Keys);
    }

    [Fact]
    public async Task Where_there_was_nothing_a_moment_ago_nobody_looks_again_but_once()
    {
        _look.Begin(Running(), Token);
        _look.FoundNothing();

        Assert.Empty(await _look.FindAsync(Token));
        Assert.Equal(["looked 2"], (await _look.FindAsync(Token)).Keys);
    }

    [Fact]
    public async Task Where_all_servers_answer_the_engine_is_not_asked()
    {
        _answer = true;
        _look.Begin(Running(), Token);

        Assert.Equal(
            new Dictionary<string, ServerPresence> { ["master"] = ServerPresence.Answering, ["slave"] = ServerPresence.Answering },
            await _look.FindAsync(Token));
    }

    [Fact]
    public async Task Folders_that_are_no_servers_change_nothing()
    {
        _answer = true;
        foreach (var folder in new[] { "master", "slave", "no-scripts", "of the user", "slave0" })
            Directory.CreateDirectory(_folder[folder]);
        _look.Begin(Running(), Token);

        Assert.Equal(["master", "slave"], (await _look.FindAsync(Token)).Keys);
    }

    [Fact]
    public async Task The_engine_is_asked_where_there_is_a_folder_of_another_server_which_a_killed_build_may_have_left_running()
    {
        Directory.CreateDirectory(_folder["slave2"]);

        await NotAskedAsync(Running());
    }

    [Fact]
    public Task The_engine_is_asked_where_a_server_was_never_ready()
    {
        var topology = Running();
        return NotAskedAsync(topology.With(topology.Server("slave") with { Initialised = false }));
    }

    private async Task NotAskedAsync(Topology topology)
    {
        _answer = true;
        _look.Begin(topology, Token);

        Assert.Equal(["looked 1"], (await _look.FindAsync(Token)).Keys);
        Assert.False(_wereAsked);
    }

    private Topology Running()
    {
        var topology = Some.Topology(_folder.Paths);
        return topology with { Servers = [.. topology.Servers.Select(server => server with { Initialised = true })] };
    }

    private sealed class CountingEngine : FakeEngine
    {
        private int _looks;

        public override Task<IReadOnlyDictionary<string, ServerPresence>> FindAsync(TopologyId id, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<string, ServerPresence>>(
                new Dictionary<string, ServerPresence> { [$"looked {++_looks}"] = ServerPresence.Running });
    }
}
