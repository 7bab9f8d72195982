using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Tests.Fakes;
using Cake.MySqlReplication.Tests.Standins;
using Cake.MySqlReplication.Topologies;
using Xunit;

namespace Cake.MySqlReplication.Tests.Engines;

public sealed class ChosenEngineTests
{
    private static readonly ReplicationSettings Unasked = new();

    private readonly CollectingLog _log = new();
    private readonly NamedEngine _docker = new(EngineKind.Docker);
    private readonly NamedEngine _process = new(EngineKind.Process);
    private bool _wasAsked;

    [Fact]
    public async Task A_docker_engine_that_answers_is_taken() =>
        Assert.Equal(EngineKind.Docker, await ChosenAsync(Unasked, silence: null));

    [Fact]
    public async Task Without_one_servers_are_local_processes_and_the_log_says_why()
    {
        Assert.Equal(EngineKind.Process, await ChosenAsync(Unasked, silence: "there is no docker client on PATH"));
        Assert.Contains("Engine: local processes, because no Docker engine can be used: there is no docker client on PATH.", string.Join("\n", _log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_asked_for_is_taken_without_a_look_at_the_machine()
    {
        Assert.Equal(EngineKind.Process, await ChosenAsync(Unasked with { Engine = EngineKind.Process }, silence: null));
        Assert.Equal(EngineKind.Docker, await ChosenAsync(Unasked with { Engine = EngineKind.Docker }, silence: "away"));
        Assert.Equal(EngineKind.Process, await ChosenAsync(Unasked with { Server = "/opt/mysqld" }, silence: null));
        Assert.Equal(EngineKind.Docker, await ChosenAsync(Unasked with { Image = "mysql:8.4" }, silence: "away"));
        Assert.False(_wasAsked);
    }

    [Fact]
    public async Task The_engine_that_a_topology_was_started_on_stays()
    {
        Assert.Equal(EngineKind.Process, await ChosenAsync(Unasked, silence: null, recorded: EngineKind.Process));
        Assert.Equal(EngineKind.Docker, await ChosenAsync(Unasked, silence: "away", recorded: EngineKind.Docker));
        Assert.DoesNotContain("Engine:", string.Join("\n", _log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Teardown_of_what_is_not_recorded_asks_both()
    {
        await RemoveAllAsync(Engine(Unasked, null, null), isKnown: false);
        Assert.True(_docker.Removed);
        Assert.True(_process.Removed);
    }

    [Fact]
    public async Task Teardown_of_what_is_not_recorded_asks_no_Docker_engine_where_processes_are_asked_for()
    {
        var engine = Engine(Unasked with { Engine = EngineKind.Process }, null, null);

        await RemoveAllAsync(engine, isKnown: false);
        Assert.Null(await engine.FindNamesakeAsync(new TopologyId("mysql", "/nowhere"), CancellationToken.None));

        Assert.False(_docker.Removed);
        Assert.True(_process.Removed);
    }

    [Fact]
    public async Task Teardown_of_what_is_recorded_asks_the_one()
    {
        await RemoveAllAsync(Engine(Unasked, null, EngineKind.Process), isKnown: true);
        Assert.False(_docker.Removed);
        Assert.True(_process.Removed);
    }

    /// <summary>What follows the servers' end is to be done once, whichever engines are asked.</summary>
    private static async Task RemoveAllAsync(ChosenEngine engine, bool isKnown)
    {
        var ends = 0;
        await engine.RemoveAllAsync(
            new TopologyId("mysql", "/nowhere"),
            isKnown,
            () =>
            {
                ends++;
                return Task.CompletedTask;
            },
            CancellationToken.None);
        Assert.Equal(1, ends);
    }

    private async Task<EngineKind> ChosenAsync(ReplicationSettings asked, string? silence, EngineKind? recorded = null) =>
        (await Engine(asked, silence, recorded).IdentifyAsync(asked, CancellationToken.None)).Engine;

    private ChosenEngine Engine(ReplicationSettings asked, string? silence, EngineKind? recorded) => new(
        () => recorded,
        asked,
        _docker,
        _process,
        _ =>
        {
            _wasAsked = true;
            return Task.FromResult(silence);
        },
        _log);
}
