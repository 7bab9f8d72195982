using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Replication;

/// <summary>Asks an engine what runs while something else is done, for the step that follows at once.</summary>
internal sealed class LookAhead(IServerEngine engine, TopologyId id, TimeProvider clock)
{
    // For so long what was found still holds.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private (Task<IReadOnlyDictionary<string, ServerPresence>> Finding, long At)? _begun;

    public void Begin(CancellationToken cancellationToken) => _begun = (engine.FindAsync(id, cancellationToken), clock.GetTimestamp());

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
}
