namespace Cake.MySqlReplication.Topologies;

/// <summary>The topology as it is at the moment. Every change is on disk before anything acts on it.</summary>
internal sealed class TopologyPlan(Topology topology)
{
    private readonly Lock _lock = new();

    public Topology Current { get; private set; } = topology;

    /// <summary>Changes what this run alone goes by, and no later one.</summary>
    public void Adjust(Func<Topology, Topology> change)
    {
        lock (_lock)
            Current = change(Current);
    }

    public void Change(Func<Topology, Topology> change)
    {
        lock (_lock)
        {
            Current = change(Current);
            StateFile.Write(Current);
        }
    }
}
