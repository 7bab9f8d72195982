using Cake.MySqlReplication.Engines;
using Cake.MySqlReplication.Settings;
using Cake.MySqlReplication.Topologies;

namespace Cake.MySqlReplication.Tests.Fakes;

/// <summary>An engine that says which one it is, and whether it was asked to remove everything.</summary>
internal sealed class NamedEngine(EngineKind kind) : FakeEngine
{
    public bool Removed { get; private set; }

    public override Task<ServerIdentity> IdentifyAsync(ReplicationSettings settings, CancellationToken cancellationToken) =>
        Task.FromResult(new ServerIdentity(kind, new ServerVersion(false, new Version(9, 7, 4)), "nowhere"));

    public override Task RemoveAllAsync(TopologyId id, bool isKnown, Func<Task> whenEnded, CancellationToken cancellationToken)
    {
        Removed = true;
        return whenEnded();
    }
}
