using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Finds out what runs while something else is done, for the step that follows at once.</summary>
/// <param name="engine">Knows what runs.</param>
/// <param name="id">The topology.</param>
/// <param name="clock">Tells how old an answer is.</param>
/// <param name="answer">Whether all servers of a topology answer. Asking them takes less time than asking an engine.</param>
internal sealed class LookAhead(IServerEngine engine, TopologyId id, TimeProvider clock, Func<Topology, CancellationToken, Task<bool>> answer)
{
    // For so long what was found still holds.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private (Task<IReadOnlyDictionary<string, ServerPresence>> Finding, long At)? _begun;

    /// <param name="recorded">What may run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public void Begin(Topology recorded, CancellationToken cancellationToken) =>
        _begun = (LookAsync(recorded, cancellationToken), clock.GetTimestamp());

    /// <summary>Somebody else has looked a moment ago, and made sure that there is nothing.</summary>
    public void FoundNothing() =>
        _begun = (Task.FromResult<IReadOnlyDictionary<string, ServerPresence>>(new Dictionary<string, ServerPresence>()), clock.GetTimestamp());

    /// <summary>What runs: the answer that was begun a moment ago, once, and else a new one.</summary>
    public Task<IReadOnlyDictionary<string, ServerPresence>> FindAsync(CancellationToken cancellationToken)
    {
        var begun = _begun;
        _begun = null;
        return begun is { } look && clock.GetElapsedTime(look.At) < Limit ? look.Finding : engine.FindAsync(id, cancellationToken);
    }

    private async Task<IReadOnlyDictionary<string, ServerPresence>> LookAsync(Topology recorded, CancellationToken cancellationToken) =>
        IsAllThatMayRun(recorded) && await answer(recorded, cancellationToken).ConfigureAwait(false)
            ? recorded.Servers.ToDictionary(server => server.Name, _ => ServerPresence.Answering)
            : await engine.FindAsync(id, cancellationToken).ConfigureAwait(false);

    /// <summary>Whether all servers were ready once, and none is there beside them: a killed build leaves the folder of what it started.</summary>
    private static bool IsAllThatMayRun(Topology recorded) =>
        recorded.Servers.All(server => server.Initialised) && !TopologyFolder.HasUnknownServer(recorded);
}
