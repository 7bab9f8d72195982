namespace Cake.MySqlReplication.Topologies;

/// <summary>The topology as it is at the moment. Every change is on disk before anything acts on it.</summary>
/// <param name="topology">As it is at first.</param>
/// <param name="isRecorded">False for one that is not to be found by a later run unless it comes to an end.</param>
internal sealed class TopologyPlan(Topology topology, bool isRecorded = true)
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
            if (isRecorded)
                StateFile.Write(Current);
        }
    }
}
